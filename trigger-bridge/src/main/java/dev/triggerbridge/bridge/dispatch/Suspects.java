package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import dev.triggerbridge.bridge.retry.RetrySettings;
import java.time.Duration;
import java.util.List;

/**
 * Looks after records that come back. One that failed before is invoked alone. One that came back
 * too often without an attempt may be killing its process: it is marked, invoked while no other one
 * is that is marked, and if it comes back still marked it is dead-lettered before another
 * invocation.
 */
final class Suspects {
  private final AttemptStore store;
  private final RetrySettings settings;
  private final RetryPolicy policy;
  private final Settler settler;
  private final Isolation isolation;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;

  Suspects(
      AttemptStore store,
      RetrySettings settings,
      RetryPolicy policy,
      Settler settler,
      Isolation isolation,
      Lifecycle lifecycle,
      DispatchObserver observer) {
    this.store = store;
    this.settings = settings;
    this.policy = policy;
    this.settler = settler;
    this.isolation = isolation;
    this.lifecycle = lifecycle;
    this.observer = observer;
  }

  /** How a redelivered record is to be treated; blocks for the store, and fails to SUSPECT. */
  Verdict examine(Delivery delivery) {
    try {
      CrashPoints.reached(CrashPoint.BEFORE_ATTEMPTS_READ);
      Attempts known = store.find(delivery);
      CrashPoints.reached(CrashPoint.AFTER_ATTEMPTS_READ);
      return verdict(delivery, known);
    } catch (StoreUnavailableException e) {
      return Verdict.SUSPECT;
    }
  }

  /** Treats it, on the run's thread; the caller holds no permit. */
  void handle(Delivery delivery, BatchRun run) {
    for (int rounds = 0; ; rounds++) {
      try {
        treat(delivery, store.find(delivery), run);
        return;
      } catch (StoreUnavailableException e) {
        observer.alarm("ATTEMPTS_NOT_READ", String.valueOf(e.getMessage()));
        if (!lifecycle.pause(policy.holdDelay(rounds))) {
          settler.handBack(List.of(delivery), Duration.ZERO);
          return;
        }
      }
    }
  }

  private void treat(Delivery delivery, Attempts attempts, BatchRun run)
      throws StoreUnavailableException {
    switch (verdict(delivery, attempts)) {
      case FREE, SUSPECT -> run.runSuspects(List.of(Record.with(delivery, attempts)));
      case ABOVE_CEILING -> {
        if (attempts.isolated()) {
          settler.deadLetter(Record.with(delivery, attempts), crashed(delivery, attempts));
        } else {
          isolate(delivery, attempts, run);
        }
      }
    }
  }

  private void isolate(Delivery delivery, Attempts attempts, BatchRun run)
      throws StoreUnavailableException {
    Isolation.Turn turn = isolation.await(lifecycle);
    if (turn == null) {
      settler.handBack(List.of(delivery), Duration.ZERO);
      return;
    }
    Record marked;
    try {
      observer.alarm(
          "ISOLATED",
          delivery.id() + " came back too often for no known reason: it is invoked alone");
      marked = settler.isolating(Record.with(delivery, attempts), turn);
    } catch (StoreUnavailableException | RuntimeException e) {
      turn.end();
      throw e;
    }
    try {
      // Returns while the outcome is being carried out. Until it is, the record may come back
      // marked, so the turn is ended by whoever ends the record or takes the mark back.
      run.runSuspects(List.of(marked));
    } catch (RuntimeException | Error bug) {
      turn.end();
      throw bug;
    }
  }

  private Verdict verdict(Delivery delivery, Attempts attempts) {
    long explained = Math.max(attempts.explained(), attempts.failed());
    long unexplained = delivery.deliveryCount() - 1 - explained;
    if (unexplained >= settings.crashCeiling()) {
      return Verdict.ABOVE_CEILING;
    }
    return attempts.failed() > 0 || attempts.suspected() ? Verdict.SUSPECT : Verdict.FREE;
  }

  private static AckDecision.DeadLetter crashed(Delivery delivery, Attempts attempts) {
    return new AckDecision.DeadLetter(
        attempts.failed(),
        "CRASH_CEILING",
        "PROCESS_ENDED",
        "delivered "
            + delivery.deliveryCount()
            + " times; each time the process ended before it could settle the record");
  }

  /** How a redelivered record is treated. */
  enum Verdict {
    /** Nothing speaks against it. */
    FREE,
    /** It failed before, or a batch that it was in did. */
    SUSPECT,
    /** It came back too often for no recorded reason. */
    ABOVE_CEILING
  }
}
