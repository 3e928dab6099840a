package dev.triggerbridge.bridge.nats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A mapping's durable consumer as configured.
 *
 * @param mapping name of the mapping
 * @param stream name of the stream
 * @param consumer the durable's name
 * @param filterSubjects which subjects; empty for all
 * @param ackWait after what silence the server delivers again
 * @param maxAckPending most records delivered and not settled
 * @param start where a new consumer begins
 */
public record ConsumerSpec(
    String mapping,
    String stream,
    String consumer,
    List<String> filterSubjects,
    Duration ackWait,
    int maxAckPending,
    Start start) {
  /** Copies the list. */
  public ConsumerSpec {
    filterSubjects = List.copyOf(filterSubjects);
  }

  String label() {
    return "consumer " + stream + "/" + consumer;
  }

  /** Where a new consumer begins. */
  public sealed interface Start {
    /** At the first message of the stream. */
    record All() implements Start {}

    /** After the last message of the stream. */
    record New() implements Start {}

    /** At the last message of the stream that the filters let through. */
    record Last() implements Start {}

    /** At the first message stored at or after the time. */
    record AtTime(Instant time) implements Start {}

    /** At a stream sequence. */
    record AtSequence(long sequence) implements Start {}
  }
}
