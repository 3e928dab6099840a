package dev.triggerbridge.bridge.retry;

import dev.triggerbridge.bridge.message.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Turns an outcome into a decision. Pure but for the randomness that it is given. */
public final class RetryPolicy {
  /** Longest wait before a held record is invoked again: recovery takes seconds, not minutes. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(2);

  private static final Duration FIRST_HOLD = Duration.ofMillis(100);

  /** A function that asks for less would spin: three bare naks take 1.6 ms. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** A held record occupies a permit: a function cannot ask for hours. */
  private static final Duration LONGEST_ASKED_HOLD = Duration.ofSeconds(30);

  private static final Duration LONGEST_ASKED_BACKOFF = Duration.ofHours(12);

  private final RetrySettings settings;
  private final RandomGenerator random;

  /** Delays are drawn from the generator, which must be thread-safe if the policy is shared. */
  public RetryPolicy(RetrySettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * Decides.
   *
   * @param kind of failure, if the outcome is one that costs an attempt
   * @param failedBefore attempts of this record that failed before this outcome
   * @param heldBefore how often in a row it was held before this outcome
   */
  public AckDecision decide(Outcome outcome, ErrorClass kind, int failedBefore, int heldBefore) {
    return switch (outcome) {
      case Outcome.Ok ok -> new AckDecision.PublishAndAck(ok.events());
      case Outcome.Reject reject ->
          isLast(ErrorClass.REJECT, failedBefore + 1)
              ? new AckDecision.DeadLetter(
                  failedBefore + 1, "REJECTED", reject.code(), reject.message())
              : new AckDecision.NakWithDelay(backoff(failedBefore + 1), failedBefore + 1);
      case Outcome.Retry retry -> decideRetry(retry, kind, failedBefore, heldBefore);
    };
  }

  /** The delay before a held record is invoked again. */
  public Duration holdDelay(int heldBefore) {
    Duration full = FIRST_HOLD.multipliedBy(1L << Math.min(heldBefore, 10));
    return upperHalf(full.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : full);
  }

  private AckDecision decideRetry(
      Outcome.Retry retry, ErrorClass kind, int failedBefore, int heldBefore) {
    return switch (retry.retryClass()) {
      case THROTTLED, UNAVAILABLE, NOT_ATTEMPTED ->
          new AckDecision.Hold(
              retry.delay() == null
                  ? holdDelay(heldBefore)
                  : within(SHORTEST, LONGEST_ASKED_HOLD, retry.delay()));
      case FAILURE -> {
        int attempt = failedBefore + 1;
        yield isLast(kind, attempt)
            ? new AckDecision.DeadLetter(
                attempt, "RETRIES_EXHAUSTED", retry.code(), retry.message())
            : new AckDecision.NakWithDelay(
                retry.delay() == null
                    ? backoff(attempt)
                    : within(SHORTEST, LONGEST_ASKED_BACKOFF, retry.delay()),
                attempt);
      }
    };
  }

  private boolean isLast(ErrorClass kind, int attempt) {
    int most = settings.retriesAfter(kind);
    return most >= 0 && attempt > most;
  }

  private Duration backoff(int attempt) {
    List<Duration> delays = settings.backoff();
    return upperHalf(delays.get(Math.min(attempt, delays.size()) - 1));
  }

  private static Duration within(Duration least, Duration most, Duration asked) {
    if (asked.compareTo(least) < 0) {
      return least;
    }
    return asked.compareTo(most) > 0 ? most : asked;
  }

  /** Drawn from [d/2, d], so that records that failed together do not come back together. */
  private Duration upperHalf(Duration delay) {
    long nanos = delay.toNanos();
    return Duration.ofNanos(nanos / 2 + random.nextLong(nanos - nanos / 2 + 1));
  }
}
