package dev.triggerbridge.infra.capacity.simulation;

import java.util.Arrays;

/**
 * The rule of the bridge's {@code flow.CircuitBreaker} with {@code BreakerSettings.DEFAULT}, for
 * successes and throttles. A test drives both with the same signals.
 */
final class Breaker {
  private static final int PERCENT = 50;
  private static final int MINIMUM = 10;
  private static final int SLICES = 10;
  private static final long SLICE = 30 * Agenda.SECOND / SLICES;
  private static final long OPEN = 2 * Agenda.SECOND;

  private final int[] all = new int[SLICES];
  private final int[] failed = new int[SLICES];
  private long slice = Long.MIN_VALUE;
  private State state = State.CLOSED;
  private boolean everChanged;
  private long changedAt;
  private boolean probing;
  private int openings;

  State state() {
    return state;
  }

  int openings() {
    return openings;
  }

  Admission admit(long now) {
    if (state == State.CLOSED) {
      return Admission.ADMITTED;
    }
    if (state == State.OPEN) {
      if (now - changedAt < OPEN) {
        return Admission.REFUSED;
      }
      change(State.HALF_OPEN, now);
    } else if (probing) {
      return Admission.REFUSED;
    }
    probing = true;
    return Admission.PROBE;
  }

  void ended(Limit.Signal signal, long started, long now) {
    if (signal == Limit.Signal.NONE
        || state != State.CLOSED
        || (everChanged && started < changedAt)) {
      return;
    }
    advance(now);
    int index = (int) Math.floorMod(slice, (long) SLICES);
    all[index]++;
    failed[index] += signal == Limit.Signal.THROTTLED ? 1 : 0;
    int invocations = Arrays.stream(all).sum();
    if (invocations >= MINIMUM
        && 100L * Arrays.stream(failed).sum() >= (long) PERCENT * invocations) {
      change(State.OPEN, now);
      openings++;
    }
  }

  /** Whether it has closed. */
  boolean probed(Limit.Signal signal, long now) {
    probing = false;
    if (signal == Limit.Signal.NONE) {
      return false;
    }
    if (signal == Limit.Signal.THROTTLED) {
      change(State.OPEN, now);
      return false;
    }
    change(State.CLOSED, now);
    Arrays.fill(all, 0);
    Arrays.fill(failed, 0);
    return true;
  }

  private void advance(long nowNanos) {
    long now = Math.floorDiv(nowNanos, SLICE);
    if (slice == Long.MIN_VALUE || now - slice >= SLICES) {
      Arrays.fill(all, 0);
      Arrays.fill(failed, 0);
    } else {
      for (long passed = slice + 1; passed <= now; passed++) {
        int index = (int) Math.floorMod(passed, (long) SLICES);
        all[index] = 0;
        failed[index] = 0;
      }
    }
    slice = Math.max(slice, now);
  }

  private void change(State next, long now) {
    state = next;
    changedAt = now;
    everChanged = true;
  }

  enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  enum Admission {
    ADMITTED,
    PROBE,
    REFUSED
  }
}
