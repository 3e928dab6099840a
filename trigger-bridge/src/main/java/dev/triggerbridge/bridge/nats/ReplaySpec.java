package dev.triggerbridge.bridge.nats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A replay's durable consumer.
 *
 * @param consumer its name; the same name goes on where it was
 * @param purpose what it is for: a consumer of this name made for something else is refused
 * @param stream name of the stream
 * @param filterSubjects which subjects; empty for all
 * @param from where it begins
 * @param toSequence the last sequence, if limited
 * @param toTime only what was stored before, if limited
 * @param ackWait after what silence the server delivers again
 * @param maxAckPending most records delivered and not settled
 */
public record ReplaySpec(
    String consumer,
    String purpose,
    String stream,
    List<String> filterSubjects,
    ConsumerSpec.Start from,
    Optional<Long> toSequence,
    Optional<Instant> toTime,
    Duration ackWait,
    int maxAckPending) {
  /** Copies the list. */
  public ReplaySpec {
    filterSubjects = List.copyOf(filterSubjects);
  }
}
