package dev.triggerbridge.bridge.retry;

import dev.triggerbridge.bridge.message.OutputEvent;
import java.time.Duration;
import java.util.List;

/** What to do with a record after its outcome. */
public sealed interface AckDecision {
  /**
   * Publish, then ack.
   *
   * @param events to publish first
   */
  record PublishAndAck(List<OutputEvent> events) implements AckDecision {}

  /**
   * Hand it back to the server.
   *
   * @param delay how long the server waits before it delivers again
   * @param attempt which attempt failed, from 1
   */
  record NakWithDelay(Duration delay, int attempt) implements AckDecision {}

  /**
   * Keep it with in-progress acks and invoke again.
   *
   * @param delay before the next invocation
   */
  record Hold(Duration delay) implements AckDecision {}

  /**
   * Publish to the dead letters, then term.
   *
   * @param attempts failed attempts, this one included
   * @param errorClass which kind of failure
   * @param code machine-readable
   * @param message for people
   */
  record DeadLetter(int attempts, String errorClass, String code, String message)
      implements AckDecision {}
}
