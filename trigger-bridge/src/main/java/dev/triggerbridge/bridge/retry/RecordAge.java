package dev.triggerbridge.bridge.retry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old a record may become before it is given up (AWS: MaximumRecordAgeInSeconds). Pure.
 *
 * @param maximum from the stream's timestamp; null for no limit
 */
public record RecordAge(@Nullable Duration maximum) {
  /** No record is too old. */
  public static final RecordAge UNLIMITED = new RecordAge(null);

  /** Whether a record that was stored then is too old now. */
  public boolean isOver(Instant stored, Instant now) {
    return maximum != null && !stored.plus(maximum).isAfter(now);
  }

  /** The delay, or less if the record would become too old meanwhile. */
  public Duration within(Duration delay, Instant stored, Instant now) {
    if (maximum == null) {
      return delay;
    }
    Duration left = Duration.between(now, stored.plus(maximum));
    Duration least = left.isPositive() ? left : Duration.ofMillis(1);
    return least.compareTo(delay) < 0 ? least : delay;
  }

  /** What becomes of a record that is too old. */
  public AckDecision.DeadLetter reason(int attempts, Instant stored, Instant now) {
    return new AckDecision.DeadLetter(
        attempts,
        "RECORD_EXPIRED",
        "MAXIMUM_RECORD_AGE",
        "stored %s, which is %d s ago: maximumRecordAge is %d s"
            .formatted(
                stored,
                Duration.between(stored, now).toSeconds(),
                maximum == null ? -1 : maximum.toSeconds()));
  }
}
