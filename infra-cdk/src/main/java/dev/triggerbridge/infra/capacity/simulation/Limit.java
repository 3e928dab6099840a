package dev.triggerbridge.infra.capacity.simulation;

import java.util.Arrays;

/**
 * The rule of the bridge's {@code flow.AimdLimit} and {@code flow.LatencyWatch}, whose classes are
 * kept off this module's class path. A test drives both with the same signals.
 */
final class Limit {
  private static final double AFTER_THROTTLE = 0.5;
  private static final double AFTER_RISE = 0.8;
  private static final int SAMPLES = 20;
  private static final double RISE = 2.0;
  private static final long LEAST_RISE = 50 * Agenda.MILLI;
  private static final double FOLLOWS = 0.1;

  private final int maximum;
  private final long[] samples = new long[SAMPLES];
  private int taken;
  private double baseline = -1;
  private double limit;
  private double slowFrom;
  private boolean everDecreased;
  private long decreasedAt;

  Limit(int maximum) {
    this.maximum = maximum;
    this.limit = maximum;
    this.slowFrom = maximum;
  }

  int current() {
    return (int) limit;
  }

  void ended(Signal signal, long started, long now, boolean busy) {
    if (signal == Signal.THROTTLED) {
      decrease(AFTER_THROTTLE, started, now);
    } else if (signal == Signal.SUCCEEDED && hasRisen(now - started)) {
      decrease(AFTER_RISE, started, now);
    } else if (signal == Signal.SUCCEEDED && busy) {
      limit = Math.min(maximum, limit + (limit < slowFrom ? 1 : 1 / limit));
    }
  }

  void rampUp() {
    slowFrom = Math.max(1, limit / 2);
    limit = 1;
  }

  private void decrease(double factor, long started, long now) {
    if (everDecreased && started < decreasedAt) {
      return;
    }
    everDecreased = true;
    decreasedAt = now;
    limit = Math.max(1, limit * factor);
    slowFrom = limit;
  }

  private boolean hasRisen(long latency) {
    samples[taken++] = latency;
    if (taken < SAMPLES) {
      return false;
    }
    taken = 0;
    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    long median = sorted[SAMPLES / 2];
    if (baseline < 0) {
      baseline = median;
    }
    boolean risen = median > RISE * baseline && median - baseline > LEAST_RISE;
    baseline = median < baseline ? median : baseline + FOLLOWS * (median - baseline);
    return risen;
  }

  /** What an invocation says about the function. */
  enum Signal {
    SUCCEEDED,
    THROTTLED,
    NONE
  }
}
