package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.StreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What each setting allows by itself and what together would break a promise. */
final class UnsafeCombination {
  private UnsafeCombination() {}

  /**
   * After a crash between PubAck and ack an event is published again: at the latest one {@code
   * ackWait} and one invocation later. The stream must still know its id then.
   *
   * @return what does not go together, with the remedy; empty if everything does
   */
  static Optional<String> find(
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
