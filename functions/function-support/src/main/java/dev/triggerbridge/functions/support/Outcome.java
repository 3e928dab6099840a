package dev.triggerbridge.functions.support;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a function says about one record. Exactly one of three; a handler that throws instead is
 * answered for by {@link FailureClassifier}.
 */
public sealed interface Outcome {

  /**
   * The record's effect is safe.
   *
   * @param events to publish before the record is acked, in this order; may be empty
   * @param markerHit whether the effect was there already, so that nothing was done
   */
  record Ok(List<OutputEvent> events, boolean markerHit) implements Outcome {
    public Ok {
      events = List.copyOf(events);
    }

    public Ok(List<OutputEvent> events) {
      this(events, false);
    }
  }

  /**
   * The record is to be delivered again.
   *
   * @param retryClass whether this counts as an attempt
   * @param delay how long to wait at least, or null for the bridge's own back-off
   * @param code machine-readable, upper snake case
   * @param message for people: field, value and remedy; never a payload
   */
  record Retry(RetryClass retryClass, @Nullable Duration delay, String code, String message)
      implements Outcome {
    public Retry {
      Objects.requireNonNull(retryClass, "retryClass");
      requireText(code);
      if (delay != null && delay.isNegative()) {
        throw new IllegalArgumentException("delay " + delay + " is negative: give zero or more");
      }
    }
  }

  /**
   * The record can never succeed: it goes to the dead letters at once.
   *
   * @param code machine-readable, upper snake case
   * @param message for people: field, value and remedy; never a payload
   */
  record Reject(String code, String message) implements Outcome {
    public Reject {
      requireText(code);
    }
  }

  /** Success of work done now. */
  static Outcome ok(OutputEvent... events) {
    return new Ok(List.of(events), false);
  }

  /** Success of work done now. */
  static Outcome ok(List<OutputEvent> events) {
    return new Ok(events, false);
  }

  /** Success because the effect was found done, with the events that were stored with it. */
  static Outcome markerHit(List<OutputEvent> storedEvents) {
    return new Ok(storedEvents, true);
  }

  /** A failure of this record, which counts as one attempt. */
  static Outcome failure(String code, String message) {
    return new Retry(RetryClass.FAILURE, null, code, message);
  }

  /** Something the record needs is limiting us; no attempt is counted. */
  static Outcome throttled(@Nullable Duration delay, String code, String message) {
    return new Retry(RetryClass.THROTTLED, delay, code, message);
  }

  /** Something the record needs is away; no attempt is counted. */
  static Outcome unavailable(@Nullable Duration delay, String code, String message) {
    return new Retry(RetryClass.UNAVAILABLE, delay, code, message);
  }

  /** A record that was not started. */
  static Outcome notAttempted(String code, String message) {
    return new Retry(RetryClass.NOT_ATTEMPTED, null, code, message);
  }

  /** A record that can never succeed. */
  static Outcome reject(String code, String message) {
    return new Reject(code, message);
  }

  private static void requireText(String code) {
    if (code.isBlank()) {
      throw new IllegalArgumentException("code is blank: give a machine-readable code");
    }
  }
}
