package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What bounds the retries of a mapping beside {@code maximumRetryAttempts}.
 *
 * @param perError retries after some kinds of failure, -1 for ever
 * @param maximumRecordAge above which a record is given up (AWS: MaximumRecordAgeInSeconds); empty
 *     for no limit
 */
public record RetryLimitsConfig(
    Map<FailureKind, Integer> perError, Optional<Duration> maximumRecordAge) {
  /** AWS's range for streams. */
  static final Range<Duration> MAXIMUM_RECORD_AGE =
      Durations.range(Duration.ofSeconds(60), Duration.ofDays(7));

  /** Checks the age and copies the map. */
  public RetryLimitsConfig {
    maximumRecordAge.ifPresent(age -> MAXIMUM_RECORD_AGE.check("maximumRecordAge", age));
    perError = Map.copyOf(perError);
  }

  /** Kinds of failure that cost an attempt. */
  public enum FailureKind {
    /** The function answered that a record failed. */
    RECORD,
    /** The function threw, ran out of memory or exited. */
    FUNCTION_ERROR,
    /** The function did not answer in time. */
    TIMEOUT,
    /** The function's answer could not be trusted. */
    INVALID_ANSWER,
    /** The function rejected a record. */
    REJECT
  }
}
