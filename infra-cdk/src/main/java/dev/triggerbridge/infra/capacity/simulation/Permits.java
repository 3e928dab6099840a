package dev.triggerbridge.infra.capacity.simulation;

import dev.triggerbridge.bridge.flow.AimdLimit;
import dev.triggerbridge.bridge.flow.BreakerSettings;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.flow.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The invocations of one mapping of one replica, as the bridge's {@code Concurrency} bounds them:
 * with the bridge's own limit and breaker.
 */
final class Permits {
  private final AimdLimit limit;
  private final CircuitBreaker breaker = new CircuitBreaker(BreakerSettings.DEFAULT);
  private int underWay;
  private int openings;

  Permits(int maximum) {
    this.limit = new AimdLimit(maximum);
  }

  /** A permit, or null while none is to be had. */
  @Nullable Permit acquire(long now) {
    boolean closed = breaker.state() == CircuitBreaker.State.CLOSED;
    CircuitBreaker.Admission admission =
        underWay < limit.current() || !closed
            ? breaker.admit(now)
            : CircuitBreaker.Admission.REFUSED;
    if (admission == CircuitBreaker.Admission.REFUSED) {
      return null;
    }
    underWay++;
    return new Permit(admission == CircuitBreaker.Admission.PROBE);
  }

  boolean isShared() {
    return underWay > 1;
  }

  boolean isOpen() {
    return breaker.state() != CircuitBreaker.State.CLOSED;
  }

  int openings() {
    return openings;
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

    void ends(Signal signal, long now) {
      boolean busy = 2 * underWay >= limit.current();
      underWay--;
      if (probe && breaker.probed(signal, now) == CircuitBreaker.Transition.CLOSED) {
        limit.rampUp();
        return;
      }
      if (!probe && breaker.ended(signal, started, now) == CircuitBreaker.Transition.OPENED) {
        openings++;
      }
      limit.ended(signal, started, now, busy);
    }
  }
}
