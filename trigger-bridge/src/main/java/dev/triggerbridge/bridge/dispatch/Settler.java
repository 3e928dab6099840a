package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Carries decisions out, in the order that loses nothing: what must survive is stored first, and
 * the source is settled last. A settlement that is not confirmed is left to redelivery.
 */
final class Settler {
  /** A record that is handed back untouched may go to another replica at once. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Acks acks;
  private final AttemptStore attempts;
  private final DeadLetters deadLetters;
  private final RetryPolicy policy;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Consumer<Delivery> settled;

  /**
   * For one mapping.
   *
   * @param settled called once for every record that this settler let go
   */
  Settler(
      Acks acks,
      AttemptStore attempts,
      DeadLetters deadLetters,
      RetryPolicy policy,
      Lifecycle lifecycle,
      DispatchObserver observer,
      Consumer<Delivery> settled) {
    this.acks = acks;
    this.attempts = attempts;
    this.deadLetters = deadLetters;
    this.policy = policy;
    this.lifecycle = lifecycle;
    this.observer = observer;
    this.settled = settled;
  }

  /** Acks without waiting for the confirmation. */
  void ack(Delivery delivery, boolean rememberedFailures) {
    long started = System.nanoTime();
    CrashPoints.reached("bridge.after-publish");
    var unused =
        let(
            delivery,
            acks.ack(delivery)
                .thenRun(
                    () -> {
                      observer.acked(delivery, Duration.ofNanos(System.nanoTime() - started));
                      CrashPoints.reached("bridge.after-ack");
                    }));
    if (rememberedFailures) {
      Thread.startVirtualThread(() -> attempts.forget(delivery));
    }
  }

  /** Counts the attempt, then hands the record back; blocks until the count is stored. */
  void retry(Delivery delivery, AckDecision.NakWithDelay decision, String code) {
    if (storedEventually(
        "ATTEMPTS_NOT_STORED",
        () -> attempts.save(delivery, new Attempts(decision.attempt(), false)))) {
      observer.retried(delivery, decision.attempt(), decision.delay(), code);
      var unused = let(delivery, acks.nak(delivery, decision.delay()));
    } else {
      handBack(List.of(delivery), AT_ONCE);
    }
  }

  /** Blocks until the dead letter is stored, however long that takes, or the mapping stops. */
  void deadLetter(Delivery delivery, AckDecision.DeadLetter decision) {
    if (storedEventually("DEAD_LETTER_NOT_STORED", () -> deadLetters.store(delivery, decision))) {
      CrashPoints.reached("bridge.after-dead-letter");
      observer.deadLettered(delivery, decision.attempts(), decision.code(), decision.message());
      var unused = let(delivery, acks.term(delivery, decision.errorClass()));
      attempts.forget(delivery);
    } else {
      handBack(List.of(delivery), AT_ONCE);
    }
  }

  /**
   * Takes back that a record is being invoked alone, since it came out of that invocation alive.
   * Best effort: at worst a record above the crash ceiling is dead-lettered one crash early.
   */
  Record withoutIsolation(Record record) {
    if (!record.attempts().isolated()) {
      return record;
    }
    Attempts cleared = new Attempts(record.attempts().failed(), false);
    try {
      attempts.save(record.delivery(), cleared);
    } catch (StoreUnavailableException e) {
      observer.alarm("ATTEMPTS_NOT_STORED", String.valueOf(e.getMessage()));
    }
    return new Record(record.delivery(), cleared);
  }

  /** Hands records back to the server, which delivers them again after the delay. */
  void handBack(List<Delivery> deliveries, Duration delay) {
    CompletableFuture<?>[] naks =
        deliveries.stream()
            .map(delivery -> let(delivery, acks.nak(delivery, delay.isZero() ? AT_ONCE : delay)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(naks).join();
  }

  /** The permit comes back when the server has confirmed, or will not. */
  private CompletableFuture<Void> let(Delivery delivery, CompletableFuture<Void> confirmation) {
    return confirmation.handle(
        (done, failure) -> {
          if (failure != null) {
            observer.settleFailed(delivery, String.valueOf(failure.getMessage()));
          }
          settled.accept(delivery);
          return done;
        });
  }

  private boolean storedEventually(String alarm, Store store) {
    for (int rounds = 0; ; rounds++) {
      try {
        store.run();
        return true;
      } catch (StoreUnavailableException e) {
        observer.alarm(alarm, String.valueOf(e.getMessage()));
        if (!lifecycle.pause(policy.holdDelay(rounds))) {
          return false;
        }
      }
    }
  }

  /** An action on a store. */
  private interface Store {
    void run() throws StoreUnavailableException;
  }
}
