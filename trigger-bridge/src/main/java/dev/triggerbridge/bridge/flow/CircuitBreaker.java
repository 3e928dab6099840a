package dev.triggerbridge.bridge.flow;

/**
 * Decides whether a function may be invoked at all. Opens when too many of the last invocations
 * failed; then lets one probe through at a time, and closes with the first that succeeds.
 *
 * <p>Pure: every moment is an argument, in nanoseconds of one monotonic clock. One thread, or under
 * the caller's lock.
 */
public final class CircuitBreaker {
  private final BreakerSettings settings;
  private final FailureWindow window;
  private State state = State.CLOSED;
  private boolean everChanged;
  private long changedAt;
  private boolean probing;

  /** Closed. */
  public CircuitBreaker(BreakerSettings settings) {
    this.settings = settings;
    this.window = new FailureWindow(settings.window());
  }

  /** How it stands. */
  public State state() {
    return state;
  }

  /** Whether an invocation may start now. A probe's end must be told to {@link #probed}. */
  public Admission admit(long now) {
    switch (state) {
      case CLOSED -> {
        return Admission.ADMITTED;
      }
      case OPEN -> {
        if (now - changedAt < settings.openDuration().toNanos()) {
          return Admission.REFUSED;
        }
        change(State.HALF_OPEN, now);
      }
      case HALF_OPEN -> {
        if (probing) {
          return Admission.REFUSED;
        }
      }
    }
    probing = true;
    return Admission.PROBE;
  }

  /**
   * An invocation that was no probe ended.
   *
   * @param started what began before the breaker last changed says nothing of now
   */
  public Transition ended(Signal signal, long started, long now) {
    if (!settings.enabled()
        || signal == Signal.NONE
        || state != State.CLOSED
        || (everChanged && started - changedAt < 0)) {
      return Transition.NONE;
    }
    window.add(isFailure(signal), now);
    if (window.invocations() < settings.minimumInvocations()
        || !window.hasRate(settings.failureRateThreshold())) {
      return Transition.NONE;
    }
    change(State.OPEN, now);
    return Transition.OPENED;
  }

  /** The probe ended. One that says nothing makes room for another. */
  public Transition probed(Signal signal, long now) {
    probing = false;
    if (signal == Signal.NONE) {
      return Transition.NONE;
    }
    if (isFailure(signal)) {
      change(State.OPEN, now);
      return Transition.NONE;
    }
    change(State.CLOSED, now);
    window.clear();
    return Transition.CLOSED;
  }

  private void change(State next, long now) {
    state = next;
    changedAt = now;
    everChanged = true;
  }

  private boolean isFailure(Signal signal) {
    return switch (signal) {
      case SUCCEEDED, NONE -> false;
      case THROTTLED, UNAVAILABLE -> true;
      case FUNCTION_ERROR -> settings.functionErrors();
    };
  }

  /** How a breaker stands. */
  public enum State {
    /** Everything may pass. */
    CLOSED,
    /** One invocation at a time probes. */
    HALF_OPEN,
    /** Nothing may pass. */
    OPEN
  }

  /** Whether an invocation may start. */
  public enum Admission {
    /** It may. */
    ADMITTED,
    /** It may, alone, and decides what comes next. */
    PROBE,
    /** It may not. */
    REFUSED
  }

  /** What an invocation's end has changed. */
  public enum Transition {
    /** Nothing that anybody needs to hear. */
    NONE,
    /** From closed to open. */
    OPENED,
    /** From half-open to closed. */
    CLOSED
  }
}
