package dev.triggerbridge.local.chaos.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run in the order of their beginning: a pure function of scenario, seed and size,
 * so that a seed repeats a run's plan exactly. What the threads make of it is another matter.
 *
 * @param faults by ascending {@code afterOrders}
 */
public record ChaosPlan(List<PlannedFault> faults) {
  /** A fault needs some orders of its own: one that meets no traffic proves nothing. */
  private static final int ORDERS_PER_FAULT = 40;

  private static final int MOST_FAULTS = 10;

  /** Much longer than any backoff or breaker, and as long as that of the reference case study. */
  private static final int LONG_OUTAGE_MILLIS = 120_000;

  private static final double FIRST = 0.05;
  private static final double LAST = 0.80;

  /** Copies the list. */
  public ChaosPlan {
    faults = List.copyOf(faults);
  }

  /**
   * Plans a run.
   *
   * @param scenario where kinds are drawn from; each is drawn once before one is drawn twice
   * @param seed decides everything else
   * @param orders how many orders the run places, at least 1
   */
  public static ChaosPlan of(Scenario scenario, long seed, int orders) {
    Random random = new Random(seed * 31 + scenario.ordinal());
    int count = count(scenario, orders);
    List<FaultKind> kinds = new ArrayList<>();
    while (kinds.size() < count) {
      List<FaultKind> round = new ArrayList<>(scenario.menu());
      Collections.shuffle(round, random);
      kinds.addAll(round.subList(0, Math.min(round.size(), count - kinds.size())));
    }
    List<PlannedFault> faults = new ArrayList<>();
    if (scenario == Scenario.GATEWAY_OUTAGE) {
      return new ChaosPlan(
          List.of(new PlannedFault(FaultKind.GATEWAY_OUTAGE, "", orders / 4, LONG_OUTAGE_MILLIS)));
    }
    for (int i = 0; i < count; i++) {
      double share = FIRST + (LAST - FIRST) * (i + random.nextDouble() / 2) / count;
      faults.add(fault(kinds.get(i), (int) (orders * share), random));
    }
    return new ChaosPlan(faults);
  }

  private static int count(Scenario scenario, int orders) {
    return switch (scenario) {
      case QUICK -> scenario.menu().size();
      default -> Math.clamp(orders / ORDERS_PER_FAULT, 1, MOST_FAULTS);
    };
  }

  private static PlannedFault fault(FaultKind kind, int afterOrders, Random random) {
    String target = kind.targets().get(random.nextInt(kind.targets().size()));
    int millis = random.nextInt(kind.shortestMillis(), kind.longestMillis() + 1);
    return new PlannedFault(kind, target, afterOrders, millis);
  }
}
