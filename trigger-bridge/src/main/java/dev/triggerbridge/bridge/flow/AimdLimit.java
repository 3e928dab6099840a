package dev.triggerbridge.bridge.flow;

/**
 * How many invocations may be under way: additive increase on success, multiplicative decrease on
 * throttles and when the function becomes slower.
 *
 * <p>Pure: every moment is an argument, in nanoseconds of one monotonic clock. One thread, or under
 * the caller's lock.
 */
public final class AimdLimit {
  private static final double AFTER_THROTTLE = 0.5;
  private static final double AFTER_RISE = 0.8;

  private final int maximum;
  private final LatencyWatch latency = new LatencyWatch();
  private double limit;
  private double slowFrom;
  private boolean everDecreased;
  private long decreasedAt;

  /** Begins at the maximum, which somebody has chosen. */
  public AimdLimit(int maximum) {
    if (maximum < 1) {
      throw new IllegalArgumentException("impossible: " + maximum);
    }
    this.maximum = maximum;
    this.limit = maximum;
    this.slowFrom = maximum;
  }

  /** From 1 to the maximum. */
  public int current() {
    return (int) limit;
  }

  /**
   * An invocation ended.
   *
   * @param busy whether the limit was in use: what was not tried is not proven
   */
  public void ended(Signal signal, long started, long now, boolean busy) {
    switch (signal) {
      case THROTTLED -> decrease(AFTER_THROTTLE, started, now);
      case SUCCEEDED -> {
        if (latency.hasRisen(now - started)) {
          decrease(AFTER_RISE, started, now);
        } else if (busy) {
          increase();
        }
      }
      case FUNCTION_ERROR, UNAVAILABLE, NONE -> {}
    }
  }

  /** After an outage: from 1, quickly to half of what it was, slowly from there. */
  public void rampUp() {
    slowFrom = Math.max(1, limit / 2);
    limit = 1;
  }

  /** One for each success doubles the limit in a round; from there, one for a whole round. */
  private void increase() {
    limit = Math.min(maximum, limit + (limit < slowFrom ? 1 : 1 / limit));
  }

  /** Once per round: what began before the last decrease saw the load from before. */
  private void decrease(double factor, long started, long now) {
    if (everDecreased && started - decreasedAt < 0) {
      return;
    }
    everDecreased = true;
    decreasedAt = now;
    limit = Math.max(1, limit * factor);
    slowFrom = limit;
  }
}
