package dev.triggerbridge.local.system.plan;

import java.util.EnumSet;
import java.util.Set;

/** Which faults a run injects. */
public final class FaultPlan {
  private FaultPlan() {}

  /**
   * All faults for a run with conditions, only poison if it is too small for the rest, none without
   * conditions.
   *
   * @param orders number of orders
   * @param conditions whether trouble is wanted at all
   */
  public static Set<Fault> of(int orders, boolean conditions) {
    if (!conditions) {
      return EnumSet.noneOf(Fault.class);
    }
    return orders < OrderPlan.SMALLEST_MIXED_RUN
        ? EnumSet.of(Fault.POISON)
        : EnumSet.allOf(Fault.class);
  }
}
