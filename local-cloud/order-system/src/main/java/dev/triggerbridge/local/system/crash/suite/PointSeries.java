package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.round.RoundResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every point alone. Not thread-safe. */
public final class PointSeries {
  private static final int TRIES = 10;

  private final Stacks stacks;
  private final List<String> points;
  private final ArmedRounds rounds;

  /**
   * On these stacks.
   *
   * @param points every point of the artifacts
   * @param out told of each round, for people
   */
  public PointSeries(Stacks stacks, List<String> points, PrintStream out) {
    this.stacks = stacks;
    this.points = points;
    this.rounds = new ArmedRounds(stacks, out);
  }

  /**
   * Every point once: in a round at most one of each process dies, besides those without whose
   * death a point is not reached.
   *
   * @return what is wrong, one sentence each
   */
  public List<String> run() throws Exception {
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
    RoundResult result = rounds.run(armed);
    if (result.holds()) {
      missed.addAll(result.missed());
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    wrong.add(String.join(" + ", armed) + ": " + result.reason());
    for (String point : armed) {
      // Which of them was it?
      List<String> alone = onePerProcess(new ArrayList<>(List.of(point)));
      RoundResult one = armed.size() == alone.size() ? result : rounds.run(alone);
      if (!one.holds()) {
        wrong.add(point + " alone: " + one.reason());
      }
    }
    return wrong;
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
