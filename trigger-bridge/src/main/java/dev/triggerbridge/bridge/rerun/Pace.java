package dev.triggerbridge.bridge.rerun;

import java.time.Duration;

/** Spaces things out evenly: so many in a second, without bursts after a pause. */
public final class Pace {
  /** As fast as it goes. */
  public static final Pace UNLIMITED = new Pace(0);

  private final long spacingNanos;
  private long nextNanos;
  private boolean begun;

  private Pace(long spacingNanos) {
    this.spacingNanos = spacingNanos;
  }

  /**
   * A pace of its own.
   *
   * @param perSecond above 0
   */
  public static Pace of(double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("rate " + perSecond + " must be above 0");
    }
    return new Pace((long) (1e9 / perSecond));
  }

  /**
   * Books the next slot, and answers how long to wait for it. The time may have any origin, and
   * does not run backwards.
   */
  public synchronized Duration untilNext(long nowNanos) {
    if (spacingNanos == 0) {
      return Duration.ZERO;
    }
    if (!begun || nextNanos - nowNanos < 0) {
      nextNanos = nowNanos;
      begun = true;
    }
    long wait = nextNanos - nowNanos;
    nextNanos += spacingNanos;
    return Duration.ofNanos(wait);
  }
}
