package dev.triggerbridge.bridge.message;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an invocation meant for one record. */
public sealed interface Outcome {
  /**
   * Done: publish the events, then ack.
   *
   * @param events to publish, in order
   */
  record Ok(List<OutputEvent> events) implements Outcome {
    /** Copies the list. */
    public Ok {
      events = List.copyOf(events);
    }
  }

  /**
   * Try again.
   *
   * @param retryClass whether it costs an attempt
   * @param delay the function's own delay, or null
   * @param code machine-readable
   * @param message for people
   */
  record Retry(RetryClass retryClass, @Nullable Duration delay, String code, String message)
      implements Outcome {}

  /**
   * Never: dead-letter now.
   *
   * @param code machine-readable
   * @param message for people
   */
  record Reject(String code, String message) implements Outcome {}
}
