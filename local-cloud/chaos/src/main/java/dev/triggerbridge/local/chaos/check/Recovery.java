package dev.triggerbridge.local.chaos.check;

import dev.triggerbridge.local.system.check.OrderHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * How long the system needed after a fault, by the clock of the streams.
 *
 * @param fault kind and target
 * @param lastedMs how long the fault lasted
 * @param resumedMs from its end to the next order that reached its final state
 * @param drainedMs from its end until every order placed before it had reached its final state; 0
 *     if all had already
 */
public record Recovery(String fault, long lastedMs, long resumedMs, long drainedMs) {
  private static final String BY_DEADLINE = "DEADLINE_EXCEEDED";

  /**
   * Measures; empty if no order was open at the fault's end, so that there was nothing to recover.
   *
   * @param orders orders of the run; those that wait for their deadline on purpose do not count
   */
  static Optional<Recovery> of(StruckFault fault, Collection<OrderHistory> orders) {
    Instant end = fault.end();
    Duration resumed = null;
    Duration drained = Duration.ZERO;
    for (OrderHistory order : orders) {
      Instant ended = order.ended();
      if (ended == null
          || !ended.isAfter(end)
          || !order.requests().getFirst().isBefore(end)
          || order.cancelledBecause(BY_DEADLINE)) {
        continue;
      }
      Duration after = Duration.between(end, ended);
      resumed = resumed == null || after.compareTo(resumed) < 0 ? after : resumed;
      drained = after.compareTo(drained) > 0 ? after : drained;
    }
    if (resumed == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Recovery(
            fault.planned().label(),
            Duration.between(fault.begin(), end).toMillis(),
            resumed.toMillis(),
            drained.toMillis()));
  }
}
