package dev.triggerbridge.bridge.retry;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How often and when a failing record is tried again.
 *
 * @param maximumRetryAttempts retries after the first attempt, -1 for ever (AWS:
 *     MaximumRetryAttempts)
 * @param overrides other numbers for some kinds of failure
 * @param backoff delay before retry 1, 2, …; the last repeats
 * @param crashCeiling deliveries that ended neither in a settlement nor in an attempt, above which
 *     a record is isolated
 * @param maximumRecordAge above which a record is given up
 */
public record RetrySettings(
    int maximumRetryAttempts,
    Map<ErrorClass, Integer> overrides,
    List<Duration> backoff,
    int crashCeiling,
    RecordAge maximumRecordAge) {
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

  /** The same number for every kind of failure, and no limit of age. */
  public RetrySettings(int maximumRetryAttempts, List<Duration> backoff, int crashCeiling) {
    this(maximumRetryAttempts, Map.of(), backoff, crashCeiling, RecordAge.UNLIMITED);
  }

  /** Copies the collections. */
  public RetrySettings {
    if (backoff.isEmpty() || maximumRetryAttempts < -1 || crashCeiling < 1) {
      throw new IllegalArgumentException(
          "impossible: " + maximumRetryAttempts + ", " + backoff + ", " + crashCeiling);
    }
    backoff = List.copyOf(backoff);
    overrides = Map.copyOf(overrides);
  }

  /** Retries after a failure of this kind, -1 for ever. */
  public int retriesAfter(ErrorClass kind) {
    return overrides.getOrDefault(kind, kind == ErrorClass.REJECT ? 0 : maximumRetryAttempts);
  }
}
