package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Carries decisions out, in the order that loses nothing: what must survive is stored first, and
 * the source is settled last.
 */
final class Settler {
  /** A record that is handed back untouched may go to another replica at once. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /** Each try takes some seconds: longer than a server needs to come back. */
  private static final int MOST_TRIES = 20;

  private final Acks acks;
  private final AttemptStore attempts;
  private final DeadLetters deadLetters;
  private final RetryPolicy policy;
  private final Tasks tasks;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Map<Long, Record> isolated = new ConcurrentHashMap<>();

  /** For one mapping. */
  Settler(
      Acks acks,
      AttemptStore attempts,
      DeadLetters deadLetters,
      RetryPolicy policy,
      Tasks tasks,
      Lifecycle lifecycle,
      DispatchObserver observer) {
    this.acks = acks;
    this.attempts = attempts;
    this.deadLetters = deadLetters;
    this.policy = policy;
    this.tasks = tasks;
    this.lifecycle = lifecycle;
    this.observer = observer;
  }

  /** Acks without waiting for the confirmation; an unconfirmed ack is sent again. */
  void ack(Record record) {
    Delivery delivery = record.delivery();
    CrashPoints.reached("bridge.after-publish");
    long started = System.nanoTime();
    settle(
        delivery,
        () -> acks.ack(delivery),
        () -> {
          observer.acked(delivery, Duration.ofNanos(System.nanoTime() - started));
          CrashPoints.reached("bridge.after-ack");
          forget(record);
        });
  }

  /** Counts the attempt, then hands the record back; blocks until the count is stored. */
  void retry(Record record, AckDecision.NakWithDelay decision, String code) {
    Delivery delivery = record.delivery();
    Attempts counted = record.attempts().afterFailure(decision.attempt(), delivery.deliveryCount());
    if (storedEventually("ATTEMPTS_NOT_STORED", () -> attempts.save(delivery, counted))) {
      isolated.remove(delivery.sequence());
      observer.retried(delivery, decision.attempt(), decision.delay(), code);
      nak(delivery, decision.delay()).join();
    } else {
      handBack(List.of(delivery), AT_ONCE);
    }
  }

  /** Blocks until the dead letter is stored, however long that takes, or the mapping stops. */
  void deadLetter(Record record, AckDecision.DeadLetter decision) {
    Delivery delivery = record.delivery();
    if (storedEventually("DEAD_LETTER_NOT_STORED", () -> deadLetters.store(delivery, decision))) {
      CrashPoints.reached("bridge.after-dead-letter");
      observer.deadLettered(delivery, decision.attempts(), decision.code(), decision.message());
      settle(delivery, () -> acks.term(delivery, decision.errorClass()), () -> forget(record));
    } else {
      handBack(List.of(delivery), AT_ONCE);
    }
  }

  /**
   * Remembers that the batch of these records failed as a whole, so that they are not put together
   * with others after a restart. Best effort: at worst the search begins anew.
   */
  List<Record> suspect(List<Record> batch) {
    List<Record> suspects = new ArrayList<>();
    List<Thread> saving = new ArrayList<>();
    for (Record record : batch) {
      Record suspect = record.remembering(record.attempts().asSuspect());
      suspects.add(suspect);
      if (!record.attempts().suspected()) {
        saving.add(
            Thread.startVirtualThread(
                () -> saveIfPossible(suspect.delivery(), suspect.attempts())));
      }
    }
    for (Thread thread : saving) {
      joinUninterruptibly(thread);
    }
    return suspects;
  }

  /** Marks that the record is about to be invoked alone; blocks until that is stored. */
  Record isolating(Record record) throws StoreUnavailableException {
    Record marked = record.remembering(record.attempts().isolating());
    attempts.save(marked.delivery(), marked.attempts());
    isolated.put(marked.delivery().sequence(), marked);
    return marked;
  }

  /**
   * Takes back that a record is being invoked alone, since it came out of that invocation alive.
   * Best effort: at worst a record above the crash ceiling is dead-lettered one crash early.
   */
  Record withoutIsolation(Record record) {
    if (!record.attempts().isolated()) {
      return record;
    }
    Delivery delivery = record.delivery();
    isolated.remove(delivery.sequence());
    Attempts survived = record.attempts().survived(delivery.deliveryCount());
    saveIfPossible(delivery, survived);
    return record.remembering(survived);
  }

  /** Hands records back to the server, which delivers them again after the delay; blocks. */
  void handBack(List<Delivery> deliveries, Duration delay) {
    Duration least = delay.isZero() ? AT_ONCE : delay;
    CompletableFuture<?>[] naks =
        deliveries.stream()
            .map(
                delivery -> {
                  Record alone = isolated.get(delivery.sequence());
                  if (alone != null) {
                    // This process ends in good order: nothing is known against the record.
                    withoutIsolation(alone);
                  }
                  return nak(delivery, least);
                })
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(naks).join();
  }

  /**
   * The record is let go first, since it may be here again before the confirmation is. An
   * unconfirmed nak needs no second try: the server delivers again after its ack_wait.
   */
  private CompletableFuture<Void> nak(Delivery delivery, Duration delay) {
    tasks.letGo(delivery);
    return acks.nak(delivery, delay)
        .exceptionally(
            failure -> {
              observer.settleFailed(delivery, String.valueOf(failure.getMessage()));
              return null;
            });
  }

  private void settle(
      Delivery delivery, Supplier<CompletableFuture<Void>> request, Runnable after) {
    var unused =
        confirmed(delivery, request, after)
            .thenAccept(
                known -> {
                  if (!known) {
                    tasks.start(List.of(delivery), () -> settleAgain(delivery, request, after));
                  }
                });
  }

  /** The record stays in flight meanwhile, so that a redelivery does not invoke it again. */
  private void settleAgain(
      Delivery delivery, Supplier<CompletableFuture<Void>> request, Runnable after) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (!lifecycle.pause(policy.holdDelay(tries)) && tries > 0) {
        break;
      }
      if (confirmed(delivery, request, after).join()) {
        return;
      }
    }
    tasks.letGo(delivery);
  }

  /** Completes with whether the server has confirmed; only then the record is let go. */
  private CompletableFuture<Boolean> confirmed(
      Delivery delivery, Supplier<CompletableFuture<Void>> request, Runnable after) {
    return request
        .get()
        .handle(
            (done, failure) -> {
              if (failure != null) {
                observer.settleFailed(delivery, String.valueOf(failure.getMessage()));
                return false;
              }
              after.run();
              tasks.letGo(delivery);
              return true;
            });
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget(Record record) {
    isolated.remove(record.delivery().sequence());
    if (record.hasFailedBefore()) {
      // The store blocks, and confirmations arrive on a thread of the client.
      Thread.startVirtualThread(() -> attempts.forget(record.delivery()));
    }
  }

  private void saveIfPossible(Delivery delivery, Attempts changed) {
    try {
      attempts.save(delivery, changed);
    } catch (StoreUnavailableException e) {
      observer.alarm("ATTEMPTS_NOT_STORED", String.valueOf(e.getMessage()));
    }
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
