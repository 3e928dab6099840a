package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.round.Rounds;
import dev.triggerbridge.local.system.crash.stack.CrashFiles;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import dev.triggerbridge.local.system.crash.work.OrderKind;
import dev.triggerbridge.local.system.crash.work.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Places the orders of a round once more as soon as the first of a pair has died, while the second
 * is still to come: what happens once in a round, like the one deadline that must be waited for,
 * then happens to both. What has to die before the second one is armed anew.
 */
final class SecondWave implements Rounds.Intervention {
  private final Pair pair;
  private boolean over;

  SecondWave(Pair pair) {
    this.pair = pair;
  }

  @Override
  public boolean act(CrashStack stack, Workload work) throws Exception {
    CrashFiles crashes = stack.crashes();
    if (over || pair.points().stream().noneMatch(crashes::isHit)) {
      return true;
    }
    over = true;
    List<String> left = pair.points().stream().filter(crashes::isArmed).toList();
    if (!left.isEmpty()) {
      Set<String> before = new TreeSet<>();
      Set<OrderKind> kinds = EnumSet.noneOf(OrderKind.class);
      for (String name : left) {
        Point point = new Point(name);
        before.addAll(point.onlyAfter());
        kinds.addAll(point.kindsAgain());
      }
      before.removeIf(crashes::isArmed);
      crashes.arm(before);
      work.placeAgain(kinds);
    }
    return true;
  }
}
