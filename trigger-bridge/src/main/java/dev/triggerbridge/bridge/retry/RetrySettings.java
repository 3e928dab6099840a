package dev.triggerbridge.bridge.retry;

import java.time.Duration;
import java.util.List;

/**
 * How often and when a failing record is tried again.
 *
 * @param maximumRetryAttempts retries after the first attempt, -1 for ever (AWS:
 *     MaximumRetryAttempts)
 * @param backoff delay before retry 1, 2, …; the last repeats
 * @param crashCeiling deliveries that ended neither in a settlement nor in an attempt, above which
 *     a record is isolated
 */
public record RetrySettings(int maximumRetryAttempts, List<Duration> backoff, int crashCeiling) {
  /** Four retries after 1, 5, 10 and 10 s. */
  public static final RetrySettings DEFAULT =
      new RetrySettings(
          4,
          List.of(
              Duration.ofSeconds(1),
              Duration.ofSeconds(5),
              Duration.ofSeconds(10),
              Duration.ofSeconds(10)),
          5);

  /** Copies the list. */
  public RetrySettings {
    if (backoff.isEmpty() || maximumRetryAttempts < -1 || crashCeiling < 1) {
      throw new IllegalArgumentException(
          "impossible: " + maximumRetryAttempts + ", " + backoff + ", " + crashCeiling);
    }
    backoff = List.copyOf(backoff);
  }
}
