package dev.triggerbridge.infra.capacity.simulation;

import org.jspecify.annotations.Nullable;

/**
 * The invocations of one mapping of one replica, as the bridge's {@code Concurrency} bounds them.
 */
final class Permits {
  private final Limit limit;
  private final Breaker breaker = new Breaker();
  private int underWay;

  Permits(int maximum) {
    this.limit = new Limit(maximum);
  }

  /** A permit, or null while none is to be had. */
  @Nullable Permit acquire(long now) {
    boolean closed = breaker.state() == Breaker.State.CLOSED;
    Breaker.Admission admission =
        underWay < limit.current() || !closed ? breaker.admit(now) : Breaker.Admission.REFUSED;
    if (admission == Breaker.Admission.REFUSED) {
      return null;
    }
    underWay++;
    return new Permit(admission == Breaker.Admission.PROBE);
  }

  boolean isShared() {
    return underWay > 1;
  }

  boolean isOpen() {
    return breaker.state() != Breaker.State.CLOSED;
  }

  int openings() {
    return breaker.openings();
  }

  /** The right to invoke once. */
  final class Permit {
    private final boolean probe;
    private long started;

    private Permit(boolean probe) {
      this.probe = probe;
    }

    void begins(long now) {
      started = now;
    }

    void ends(Limit.Signal signal, long now) {
      boolean busy = 2 * underWay >= limit.current();
      underWay--;
      if (probe && breaker.probed(signal, now)) {
        limit.rampUp();
        return;
      }
      if (!probe) {
        breaker.ended(signal, started, now);
      }
      limit.ended(signal, started, now, busy);
    }
  }
}
