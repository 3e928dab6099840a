package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.round.RoundResult;
import dev.triggerbridge.local.system.crash.work.OrderKind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Series of rounds: every point alone, and every pair. Not thread-safe. */
public final class Series {
  private static final int MOST_FAILURES = 5;
  private static final int TRIES = 10;

  private final Stacks stacks;
  private final List<String> points;
  private final PrintStream out;

  /**
   * On these stacks.
   *
   * @param points every point of the artifacts
   * @param out told of each round, for people
   */
  public Series(Stacks stacks, List<String> points, PrintStream out) {
    this.stacks = stacks;
    this.points = points;
    this.out = out;
  }

  /**
   * Every point once: in a round at most one of each process dies, besides those without whose
   * death a point is not reached.
   *
   * @return what is wrong, one sentence each
   */
  public List<String> singles() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<String> left = new ArrayList<>(points);
    List<String> again = new ArrayList<>();
    while (!left.isEmpty()) {
      List<String> armed = onePerProcess(left);
      wrong.addAll(single(armed, again));
    }
    for (String point : again) {
      if (points.contains(point)) {
        wrong.addAll(alone(point));
      }
    }
    TreeSet<String> unlisted = new TreeSet<>(stacks.seen());
    unlisted.removeAll(points);
    unlisted.forEach(point -> wrong.add(point + " is passed and not listed"));
    return wrong;
  }

  /** Batches form as they form: what was missed in one round comes in another one. */
  private List<String> alone(String point) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int tries = 0; tries < TRIES; tries++) {
      List<String> missed = new ArrayList<>();
      wrong.addAll(single(onePerProcess(new ArrayList<>(List.of(point))), missed));
      if (!missed.contains(point)) {
        return wrong;
      }
    }
    wrong.add(point + " was not reached");
    return wrong;
  }

  private List<String> single(List<String> armed, List<String> missed) throws Exception {
    RoundResult result = round(armed);
    if (result.holds()) {
      missed.addAll(result.missed());
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    wrong.add(String.join(" + ", armed) + ": " + result.reason());
    for (String point : armed) {
      // Which of them was it?
      List<String> alone = onePerProcess(new ArrayList<>(List.of(point)));
      RoundResult one = armed.size() == alone.size() ? result : round(alone);
      if (!one.holds()) {
        wrong.add(point + " alone: " + one.reason());
      }
    }
    return wrong;
  }

  /**
   * Every pair that has no result yet.
   *
   * @param most points of a round, at least 2
   * @param mostOfProcess points of a round that one process dies at, at least 2
   * @param endNanos no round begins later, by {@link System#nanoTime}
   */
  public void pairs(ResultFile results, int most, int mostOfProcess, long endNanos)
      throws Exception {
    Set<Pair> todo = Pair.all(points);
    todo.removeAll(results.verdicts().keySet());
    PairPlan plan = new PairPlan(points, todo, most, mostOfProcess);
    Optional<List<String>> armed = plan.next();
    int failures = 0;
    while (armed.isPresent() && System.nanoTime() < endNanos) {
      RoundResult result;
      try {
        result = round(armed.get());
        failures = 0;
      } catch (IOException e) {
        // Hours are long: a server that does not start or answer for once must not end them.
        if (++failures > MOST_FAILURES) {
          throw e;
        }
        out.println("no result, on a new stack once more: " + e);
        continue;
      }
      note(plan, armed.get(), result, results);
      for (Pair pair = plan.giveUp(); pair != null; pair = plan.giveUp()) {
        results.add(
            pair, false, ResultFile.NOT_REACHED, 0, "tried four times; see the note of the points");
      }
      out.println("  " + plan.left() + " pairs left");
      armed = plan.next();
    }
  }

  private static void note(
      PairPlan plan, List<String> armed, RoundResult result, ResultFile results)
      throws IOException {
    Set<Pair> hit = Pair.among(result.hits());
    int kills = result.hits().size();
    if (result.holds()) {
      Set<Pair> before = new LinkedHashSet<>(hit);
      before.removeIf(pair -> !plan.wants(pair));
      for (Pair pair : before) {
        results.add(pair, true, ResultFile.HOLDS, kills, null);
      }
      plan.held(armed, hit);
    } else if (hit.size() == 1) {
      Pair pair = hit.iterator().next();
      results.add(pair, true, ResultFile.BROKEN, kills, result.reason());
      plan.remove(pair);
    } else {
      plan.broke(hit);
    }
  }

  private RoundResult round(Collection<String> armed) throws Exception {
    RoundResult result =
        armed.stream().anyMatch(point -> new Point(point).needsBatchOfOne())
            ? inTwoSteps(armed)
            : stacks.run(armed, kinds(armed));
    out.printf(
        Locale.ROOT,
        "%s %4.1f s (%4.1f s work) %s%s%s%n",
        result.holds() ? "holds " : "BROKEN",
        result.total().toMillis() / 1e3,
        result.work().toMillis() / 1e3,
        String.join(" + ", armed),
        result.missed().isEmpty() ? "" : "; missed " + result.missed(),
        result.holds() ? "" : "\n  " + result.reason());
    out.flush();
    return result;
  }

  /** Poison alone first, and with what is still armed then the rest. */
  private RoundResult inTwoSteps(Collection<String> armed) throws Exception {
    RoundResult first = stacks.run(armed, Set.of(OrderKind.POISON));
    return first.holds() && !first.missed().isEmpty()
        ? first.plus(stacks.run(first.missed(), kinds(first.missed())))
        : first;
  }

  private static Set<OrderKind> kinds(Collection<String> armed) {
    Set<OrderKind> kinds = EnumSet.noneOf(OrderKind.class);
    armed.forEach(point -> kinds.addAll(new Point(point).kinds()));
    return kinds;
  }

  private static List<String> onePerProcess(List<String> left) {
    List<String> armed = new ArrayList<>();
    Set<String> processes = new TreeSet<>();
    for (String name : List.copyOf(left)) {
      Point point = new Point(name);
      Set<String> needed = new TreeSet<>(Set.of(point.process()));
      point.onlyAfter().forEach(before -> needed.add(new Point(before).process()));
      if (needed.stream().noneMatch(processes::contains)) {
        processes.addAll(needed);
        armed.add(name);
        armed.addAll(point.onlyAfter());
        left.remove(name);
      }
    }
    return armed;
  }
}
