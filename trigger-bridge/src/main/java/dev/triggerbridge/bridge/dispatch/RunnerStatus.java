package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.flow.FlowStatus;
import java.time.Instant;

/**
 * How a mapping stands.
 *
 * @param name of the mapping
 * @param ready whether it makes progress, or has nothing to do
 * @param reason why it is not ready; empty if it is
 * @param pending messages that the consumer has not delivered yet; -1 if unknown
 * @param ackPending delivered and not settled, as the server counts; -1 if unknown
 * @param inFlight received here and not settled
 * @param lastProgress when a record was last settled, or the start
 * @param flow how much may be under way
 * @param unaccounted messages that left the stream before they were delivered, since the start, and
 *     records that were delivered here and have no fate now
 */
public record RunnerStatus(
    String name,
    boolean ready,
    String reason,
    long pending,
    long ackPending,
    int inFlight,
    Instant lastProgress,
    FlowStatus flow,
    long unaccounted) {
  /** Of a mapping whose messages are all accounted for. */
  public RunnerStatus(
      String name,
      boolean ready,
      String reason,
      long pending,
      long ackPending,
      int inFlight,
      Instant lastProgress,
      FlowStatus flow) {
    this(name, ready, reason, pending, ackPending, inFlight, lastProgress, flow, 0);
  }
}
