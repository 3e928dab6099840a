package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.StreamConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What each setting allows by itself and what together would break a promise. */
final class UnsafeCombination {
  /** Amazon ECS Developer Guide, container definition parameter stopTimeout. */
  private static final Duration LONGEST_STOP_ON_ECS = Duration.ofSeconds(120);

  private UnsafeCombination() {}

  /** What does not go together, with the remedy; empty if everything does. */
  static Optional<String> find(
      MappingConfig mapping, List<StreamConfig> streams, Duration functionTimeout) {
    return storedTwice(mapping, streams, functionTimeout)
        .or(() -> expiresUnprocessed(mapping, streams, functionTimeout))
        .or(() -> givenUpUnprocessed(mapping, functionTimeout));
  }

  /**
   * What is allowed and may surprise.
   *
   * @param grace how long a shutdown waits for what is in flight
   * @return sentences for the log
   */
  static List<String> warnings(MappingConfig mapping, Duration grace, Duration functionTimeout) {
    List<String> warnings = new ArrayList<>();
    if (grace.compareTo(functionTimeout) < 0) {
      warnings.add(
          ("mapping %s: shutdown.gracePeriod %ds is shorter than the timeout of function %s, %ds:"
                  + " an invocation that still runs at the end of it is delivered again, after"
                  + " the rest of that timeout")
              .formatted(
                  mapping.name(),
                  grace.toSeconds(),
                  mapping.functionName(),
                  functionTimeout.toSeconds()));
    }
    if (grace.compareTo(LONGEST_STOP_ON_ECS) > 0) {
      warnings.add(
          "shutdown.gracePeriod %ds: ECS on Fargate kills a task after at most %ds (stopTimeout)"
              .formatted(grace.toSeconds(), LONGEST_STOP_ON_ECS.toSeconds()));
    }
    return warnings;
  }

  /** A record that waits for its batch and is then worked on must not be gone from the stream. */
  private static Optional<String> expiresUnprocessed(
      MappingConfig mapping, List<StreamConfig> streams, Duration functionTimeout) {
    Duration firstAttempt = mapping.maximumBatchingWindow().plus(functionTimeout);
    return streams.stream()
        .filter(stream -> stream.name().equals(mapping.stream()))
        .filter(stream -> stream.maxAge().compareTo(firstAttempt.plus(mapping.ackWait())) <= 0)
        .findFirst()
        .map(
            stream ->
                ("mapping %s: maximumBatchingWindow %ds, the timeout of function %s, %ds, and"
                        + " ackWait %ds are together not shorter than maxAge %ds of stream %s: after"
                        + " a crash a record could have expired before it is delivered again."
                        + " Raise maxAge above %ds or shorten one of the three")
                    .formatted(
                        mapping.name(),
                        mapping.maximumBatchingWindow().toSeconds(),
                        mapping.functionName(),
                        functionTimeout.toSeconds(),
                        mapping.ackWait().toSeconds(),
                        stream.maxAge().toSeconds(),
                        stream.name(),
                        firstAttempt.plus(mapping.ackWait()).toSeconds()));
  }

  /** The record's age is checked before every attempt, also before that after a crash. */
  private static Optional<String> givenUpUnprocessed(
      MappingConfig mapping, Duration functionTimeout) {
    Duration redelivered =
        mapping.maximumBatchingWindow().plus(functionTimeout).plus(mapping.ackWait());
    return mapping
        .retryLimits()
        .maximumRecordAge()
        .filter(age -> age.compareTo(redelivered) <= 0)
        .map(
            age ->
                ("mapping %s: maximumRecordAge %ds is not longer than maximumBatchingWindow %ds,"
                        + " the timeout of function %s, %ds, and ackWait %ds together: after a crash"
                        + " a record could be given up without a second attempt. Raise it above"
                        + " %ds or shorten one of the three")
                    .formatted(
                        mapping.name(),
                        age.toSeconds(),
                        mapping.maximumBatchingWindow().toSeconds(),
                        mapping.functionName(),
                        functionTimeout.toSeconds(),
                        mapping.ackWait().toSeconds(),
                        redelivered.toSeconds()));
  }

  /**
   * After a crash between PubAck and ack an event is published again: at the latest one {@code
   * ackWait} and one invocation later. The stream must still know its id then.
   */
  private static Optional<String> storedTwice(
      MappingConfig mapping, List<StreamConfig> streams, Duration functionTimeout) {
    Duration republishedWithin = mapping.ackWait().plus(functionTimeout);
    return streams.stream()
        .filter(stream -> stream.duplicateWindow().compareTo(republishedWithin) <= 0)
        .filter(stream -> receivesFrom(mapping, stream))
        .findFirst()
        .map(
            stream ->
                ("mapping %s: ackWait %ds and the timeout of function %s, %ds, are together not"
                        + " shorter than duplicateWindow %ds of stream %s: after a crash an event"
                        + " could be stored twice. Raise duplicateWindow above %ds or shorten one"
                        + " of the two")
                    .formatted(
                        mapping.name(),
                        mapping.ackWait().toSeconds(),
                        mapping.functionName(),
                        functionTimeout.toSeconds(),
                        stream.duplicateWindow().toSeconds(),
                        stream.name(),
                        republishedWithin.toSeconds()));
  }

  private static boolean receivesFrom(MappingConfig mapping, StreamConfig stream) {
    return Stream.concat(mapping.outputSubjects().stream(), mapping.onSuccessSubject().stream())
        .anyMatch(stream::stores);
  }
}
