package dev.triggerbridge.local.system.crash.suite;

import static java.util.stream.Collectors.counting;

import dev.triggerbridge.local.system.crash.stack.CrashFiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which points the next round arms, so that every pair is hit: as many at once as allowed,
 * since a round of six points tries fifteen pairs, and a pair alone when that is needed to tell
 * what was to blame. Not thread-safe; pure.
 */
final class PairPlan {
  /** So often pairs are tried with others, and after that so often alone. */
  private static final int TRIES_TOGETHER = 2;

  private static final int TRIES_ALONE = 2;

  private final List<String> points;
  private final int most;
  private final int mostOfProcess;
  private final Set<Pair> left;
  private final Set<Pair> underWay = new LinkedHashSet<>();
  private final Deque<Pair> alone = new ArrayDeque<>();
  private final Map<Pair, Integer> tries = new HashMap<>();

  /**
   * A plan.
   *
   * @param points every point
   * @param left pairs to try
   * @param most points of a round, at least 2
   * @param mostOfProcess points of a round that one process dies at, at least 2
   */
  PairPlan(List<String> points, Set<Pair> left, int most, int mostOfProcess) {
    this.points = points;
    this.left = new LinkedHashSet<>(left);
    this.most = most;
    this.mostOfProcess = mostOfProcess;
  }

  /** Pairs without a result, those under way included. */
  int left() {
    return left.size() + underWay.size();
  }

  /** Whether rounds are under way, of whose pairs some may come back. */
  boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  boolean wants(Pair pair) {
    return left.contains(pair) || underWay.contains(pair);
  }

  /**
   * What a round is to try.
   *
   * @param armed its points
   * @param only the pair that it is about, armed with no more than it takes; empty for many
   */
  record Attempt(List<String> armed, Optional<Pair> only) {}

  /**
   * The next round, or empty if nothing is left to do. Its pairs are in no other round until they
   * are given back.
   */
  Optional<Attempt> take() {
    Optional<Attempt> attempt = next();
    attempt.ifPresent(
        next -> {
          Set<Pair> taken = Pair.among(numbered(next.armed()));
          taken.retainAll(left);
          left.removeAll(taken);
          underWay.addAll(taken);
        });
    return attempt;
  }

  /** The round is over; said before what came of it. */
  void giveBack(Attempt attempt) {
    Set<Pair> taken = Pair.among(numbered(attempt.armed()));
    taken.retainAll(underWay);
    underWay.removeAll(taken);
    left.addAll(taken);
  }

  private Optional<Attempt> next() {
    alone.removeIf(pair -> !wants(pair));
    for (Pair pair : alone) {
      if (left.contains(pair)) {
        return Optional.of(new Attempt(withWhatComesBefore(pair), Optional.of(pair)));
      }
    }
    for (Pair first : left) {
      List<String> armed = withWhatComesBefore(first);
      int least = armed.size();
      if (tried(first) < TRIES_TOGETHER) {
        fill(armed);
      }
      return Optional.of(
          new Attempt(armed, armed.size() == least ? Optional.of(first) : Optional.empty()));
    }
    return Optional.empty();
  }

  /** The round tried these without a violation; what was not hit is left to do. */
  void held(Attempt attempt, Set<Pair> hit) {
    left.removeAll(hit);
    underWay.removeAll(hit);
    countTry(attempt);
  }

  /** The round ended with a violation: each of its pairs is to be tried alone. */
  void broke(Attempt attempt, Set<Pair> hit) {
    hit.stream().filter(left::contains).filter(pair -> !alone.contains(pair)).forEach(alone::add);
    countTry(attempt);
  }

  private void countTry(Attempt attempt) {
    for (Pair pair : Pair.among(numbered(attempt.armed()))) {
      if (left.contains(pair)) {
        tries.merge(pair, 1, Integer::sum);
      }
    }
  }

  /** What has been tried often enough and was never hit; it is not tried again. */
  @Nullable Pair giveUp() {
    for (Pair pair : left) {
      if (tried(pair) >= TRIES_TOGETHER + TRIES_ALONE) {
        left.remove(pair);
        return pair;
      }
    }
    return null;
  }

  /** Done with this one, whatever came of it. */
  void remove(Pair pair) {
    left.remove(pair);
  }

  private int tried(Pair pair) {
    return tries.getOrDefault(pair, 0);
  }

  private void fill(List<String> armed) {
    while (armed.size() < most) {
      Set<Pair> covered = Pair.among(numbered(armed));
      String best = null;
      long mostGain = 0;
      for (String candidate : points) {
        List<String> more = new ArrayList<>(new Point(candidate).onlyAfter());
        more.removeAll(armed);
        more.add(candidate);
        if (armed.size() + more.size() <= most && fits(armed, more)) {
          long gain = gain(armed, candidate, covered);
          if (gain > mostGain) {
            mostGain = gain;
            best = candidate;
          }
        }
      }
      if (best == null) {
        return;
      }
      add(armed, best);
    }
  }

  private long gain(List<String> armed, String candidate, Set<Pair> covered) {
    return armed.stream()
        .map(other -> new Pair(other, candidate))
        .distinct()
        .filter(left::contains)
        .filter(pair -> !covered.contains(pair))
        .count();
  }

  private boolean fits(List<String> armed, List<String> more) {
    for (String added : more) {
      if (armed.stream().filter(added::equals).count() >= 2) {
        return false;
      }
    }
    List<String> all = new ArrayList<>(armed);
    all.addAll(more);
    Map<String, Integer> processes = new HashMap<>();
    all.forEach(name -> processes.merge(new Point(name).process(), 1, Integer::sum));
    return processes.values().stream().allMatch(count -> count <= mostOfProcess);
  }

  private static List<String> withWhatComesBefore(Pair pair) {
    List<String> armed = new ArrayList<>(pair.points());
    Map<String, Long> needed =
        pair.points().stream()
            .flatMap(point -> new Point(point).onlyAfter().stream())
            .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, counting()));
    needed.forEach(
        (before, times) -> {
          if (!armed.contains(before)) {
            armed.add(before);
          }
          if (times > 1) {
            // Where both need a failure it has to come twice: the first one is used up.
            armed.add(Point.later(before));
          }
        });
    return armed;
  }

  private static void add(List<String> armed, String point) {
    armed.add(point);
    for (String before : new Point(point).onlyAfter()) {
      if (!armed.contains(before)) {
        armed.add(before);
      }
    }
  }

  /** As the proofs would be named. */
  private static List<String> numbered(Collection<String> armed) {
    List<String> numbered = new ArrayList<>();
    for (String point : armed) {
      numbered.add(numbered.contains(point) ? CrashFiles.again(point) : point);
    }
    return numbered;
  }
}
