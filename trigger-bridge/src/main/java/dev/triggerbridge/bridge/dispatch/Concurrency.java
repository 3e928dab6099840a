package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.flow.AimdLimit;
import dev.triggerbridge.bridge.flow.BreakerSettings;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.flow.CircuitBreaker.Admission;
import dev.triggerbridge.bridge.flow.FairLimit;
import dev.triggerbridge.bridge.flow.FlowStatus;
import dev.triggerbridge.bridge.flow.Signal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the invocations of one mapping that are under way: by its circuit breaker, its adaptive
 * limit, and its share of the limit of all mappings. Thread-safe.
 */
public final class Concurrency {
  private static final long LOOK_UP_MILLIS = 100;

  private final FairLimit.Share share;
  private final LongSupplier nanoTime;
  private final AimdLimit limit;
  private final CircuitBreaker breaker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int underWay;

  /**
   * Nothing under way, the breaker closed.
   *
   * @param maximum most invocations of this mapping
   * @param share of the limit of all mappings
   * @param nanoTime a monotonic clock
   */
  public Concurrency(
      int maximum, BreakerSettings breaker, FairLimit.Share share, LongSupplier nanoTime) {
    this.limit = new AimdLimit(maximum);
    this.breaker = new CircuitBreaker(breaker);
    this.share = share;
    this.nanoTime = nanoTime;
  }

  /** A limit of its own, without a breaker. */
  public static Concurrency alone(int maximum) {
    return new Concurrency(
        maximum, BreakerSettings.OFF, new FairLimit(maximum).join(1), System::nanoTime);
  }

  /** Leaves its share to the others. */
  void close() {
    share.leave();
  }

  /** How it stands now. */
  public FlowStatus status() {
    lock.lock();
    try {
      return new FlowStatus(limit.current(), underWay, breaker.state());
    } finally {
      lock.unlock();
    }
  }

  /** Whether more than one invocation is under way, or about to be. */
  boolean isShared() {
    lock.lock();
    try {
      return underWay > 1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Blocks until an invocation may start; its own limit first, so that no mapping hoards.
   *
   * @return null if it gave up or the thread was interrupted
   */
  @Nullable Permit acquire(BooleanSupplier givesUp) {
    Admission admission = admitted(givesUp);
    if (admission == Admission.REFUSED) {
      return null;
    }
    Permit permit = new Permit(admission == Admission.PROBE);
    if (!share.acquire(givesUp)) {
      permit.leave(Signal.NONE);
      return null;
    }
    return permit;
  }

  private Admission admitted(BooleanSupplier givesUp) {
    lock.lock();
    try {
      while (true) {
        Admission admission =
            underWay < limit.current() || breaker.state() != CircuitBreaker.State.CLOSED
                ? breaker.admit(nanoTime.getAsLong())
                : Admission.REFUSED;
        if (admission != Admission.REFUSED) {
          underWay++;
          // A limit that rose by more than what was released has room for more than one.
          changed.signal();
          return admission;
        }
        if (givesUp.getAsBoolean()) {
          return Admission.REFUSED;
        }
        boolean unused = changed.await(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Admission.REFUSED;
    } finally {
      lock.unlock();
    }
  }

  /** The right to invoke once. One thread at a time; ends once. */
  final class Permit {
    private final boolean probe;
    private long started;

    private Permit(boolean probe) {
      this.probe = probe;
      this.started = nanoTime.getAsLong();
    }

    /** The invocation begins now; what it waited for before is no latency of the function. */
    void begins() {
      started = nanoTime.getAsLong();
    }

    /**
     * Gives the permit back with what the invocation said.
     *
     * @param ofSuspects whether its records are suspected: an error is then theirs, not the
     *     function's, unless the function has to prove that it works at all
     */
    CircuitBreaker.Transition ends(Signal signal, boolean ofSuspects) {
      share.release();
      boolean theirs = ofSuspects && !probe && signal == Signal.FUNCTION_ERROR;
      return leave(theirs ? Signal.NONE : signal);
    }

    private CircuitBreaker.Transition leave(Signal signal) {
      lock.lock();
      try {
        long now = nanoTime.getAsLong();
        boolean busy = 2 * underWay >= limit.current();
        underWay--;
        CircuitBreaker.Transition transition =
            probe ? breaker.probed(signal, now) : breaker.ended(signal, started, now);
        if (transition == CircuitBreaker.Transition.CLOSED) {
          limit.rampUp();
        } else {
          limit.ended(signal, started, now, busy);
        }
        changed.signal();
        return transition;
      } finally {
        lock.unlock();
      }
    }
  }
}
