package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import dev.triggerbridge.bridge.retry.RetrySettings;
import java.time.Duration;
import java.util.List;

/**
 * Looks after records that come back. One that failed before is invoked alone. One that came back
 * too often without an attempt may be killing its process: it is marked, invoked alone, and if it
 * comes back still marked it is dead-lettered before another invocation.
 */
final class Suspects {
  private final AttemptStore store;
  private final RetrySettings settings;
  private final RetryPolicy policy;
  private final Settler settler;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;

  Suspects(
      AttemptStore store,
      RetrySettings settings,
      RetryPolicy policy,
      Settler settler,
      Lifecycle lifecycle,
      DispatchObserver observer) {
    this.store = store;
    this.settings = settings;
    this.policy = policy;
    this.settler = settler;
    this.lifecycle = lifecycle;
    this.observer = observer;
  }

  /** How a redelivered record is to be treated; blocks for the store, and fails to SUSPECT. */
  Verdict examine(Delivery delivery) {
    try {
      return verdict(delivery, store.find(delivery));
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
      case FREE, SUSPECT -> run.runWithoutPermit(List.of(new Record(delivery, attempts)));
      case ABOVE_CEILING -> {
        if (attempts.isolated()) {
          settler.deadLetter(delivery, crashed(delivery, attempts));
        } else {
          store.save(delivery, new Attempts(attempts.failed(), true));
          run.runWithoutPermit(
              List.of(new Record(delivery, new Attempts(attempts.failed(), true))));
        }
      }
    }
  }

  private Verdict verdict(Delivery delivery, Attempts attempts) {
    long unexplained = delivery.deliveryCount() - 1 - attempts.failed();
    if (unexplained >= settings.crashCeiling()) {
      return Verdict.ABOVE_CEILING;
    }
    return attempts.failed() > 0 ? Verdict.SUSPECT : Verdict.FREE;
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
    /** It failed before. */
    SUSPECT,
    /** It came back too often for no recorded reason. */
    ABOVE_CEILING
  }
}
