package dev.triggerbridge.local.chaos.load;

import java.time.Duration;

/** Notices that a number has not grown for a long time. Not thread-safe. */
public final class Standstill {
  /** Much longer than any outage that is made, and than what a bridge waits for a lost answer. */
  static final Duration LONG = Duration.ofMinutes(5);

  private final long longNanos;
  private long last = Long.MIN_VALUE;
  private long since;

  /** With {@link #LONG} as the time. */
  public Standstill() {
    this(LONG);
  }

  Standstill(Duration time) {
    this.longNanos = time.toNanos();
  }

  /**
   * Looks.
   *
   * @param now by {@link System#nanoTime}
   * @return whether the number has stood still for too long
   */
  public boolean is(long number, long now) {
    if (number != last) {
      last = number;
      since = now;
    }
    return now - since > longNanos;
  }
}
