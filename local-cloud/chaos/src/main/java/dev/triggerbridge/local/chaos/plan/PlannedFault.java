package dev.triggerbridge.local.chaos.plan;

/**
 * One fault of a plan.
 *
 * @param kind what happens
 * @param target what it is aimed at, empty if there is no choice
 * @param afterOrders how many orders of the run have been placed when it begins
 * @param millis how long it lasts at least; it lasts longer until it has hit
 */
public record PlannedFault(FaultKind kind, String target, int afterOrders, int millis) {
  /** Kind and target, for results and people. */
  public String label() {
    return target.isEmpty() ? kind.label() : kind.label() + " " + target;
  }
}
