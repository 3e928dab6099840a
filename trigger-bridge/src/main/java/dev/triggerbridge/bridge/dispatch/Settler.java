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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries decisions out, in the order that loses nothing: what must survive is stored first, and
 * the source is settled last.
 */
final class Settler {
  /** A record that is handed back untouched may go to another replica at once. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Acks acks;
  private final AttemptStore attempts;
  private final DeadLetters deadLetters;
  private final RetryPolicy policy;
  private final Tasks tasks;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Confirmations confirmations;
  private final Map<Long, Alone> isolated = new ConcurrentHashMap<>();

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
    this.confirmations = new Confirmations(acks, policy, tasks, lifecycle, observer);
  }

  /** Settles the redelivery of a record that has ended here; false if it has not. */
  boolean endedBefore(Delivery redelivery) {
    return confirmations.endedBefore(redelivery);
  }

  /** Acks all of these, not none, without waiting for the confirmation. */
  void ack(List<Record> records) {
    records.forEach(record -> CrashPoints.reached(CrashPoint.AFTER_PUBLISH));
    confirmations.endAll(records, this::forget);
  }

  /** Acks what no function is to see; counted once the server has confirmed. */
  void ackFiltered(Record record) {
    confirmations.drop(record.delivery(), () -> forget(record));
  }

  /** Whether the record's end was sent and is not confirmed. */
  boolean isEnding(long sequence) {
    return confirmations.isEnding(sequence);
  }

  /** Counts the attempt, then hands the record back; blocks until the count is stored. */
  void retry(Record record, AckDecision.NakWithDelay decision, String code) {
    if (counted(record, decision, code) != null) {
      nak(record.delivery(), decision.delay()).join();
    } else {
      handBack(List.of(record.delivery()), AT_ONCE);
    }
  }

  /** Counts the attempt; blocks until the count is stored. Null if the mapping stopped before. */
  @Nullable Record counted(Record record, AckDecision.NakWithDelay decision, String code) {
    Delivery delivery = record.delivery();
    Attempts counted = record.attempts().afterFailure(decision.attempt(), delivery.deliveryCount());
    CrashPoints.reached(CrashPoint.BEFORE_ATTEMPTS_WRITE);
    if (!storedEventually("ATTEMPTS_NOT_STORED", () -> attempts.save(delivery, counted))) {
      return null;
    }
    CrashPoints.reached(CrashPoint.AFTER_ATTEMPTS_WRITE);
    noLongerAlone(delivery);
    observer.retried(delivery, decision.attempt(), decision.delay(), code);
    return Record.with(delivery, counted);
  }

  /** Blocks until the dead letter is stored, however long that takes, or the mapping stops. */
  void deadLetter(Record record, AckDecision.DeadLetter decision) {
    Delivery delivery = record.delivery();
    CrashPoints.reached(CrashPoint.BEFORE_DEAD_LETTER);
    if (storedEventually("DEAD_LETTER_NOT_STORED", () -> deadLetters.store(delivery, decision))) {
      CrashPoints.reached(CrashPoint.AFTER_DEAD_LETTER);
      observer.deadLettered(delivery, decision.attempts(), decision.code(), decision.message());
      confirmations.terminate(delivery, decision.errorClass(), () -> forget(record));
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
    CrashPoints.reached(CrashPoint.BEFORE_SUSPECT_WRITE);
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
    CrashPoints.reached(CrashPoint.AFTER_SUSPECT_WRITE);
    return suspects;
  }

  /**
   * Marks that the record is about to be invoked alone; blocks until that is stored.
   *
   * @param turn ends with the mark
   */
  Record isolating(Record record, Isolation.Turn turn) throws StoreUnavailableException {
    Record marked = record.remembering(record.attempts().isolating());
    attempts.save(marked.delivery(), marked.attempts());
    isolated.put(marked.delivery().sequence(), new Alone(marked, turn));
    return marked;
  }

  /** The mapping has stopped: whatever was never confirmed must not keep others waiting. */
  void endIsolation() {
    isolated.values().forEach(alone -> alone.turn().end());
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
    Attempts survived = record.attempts().survived(delivery.deliveryCount());
    saveIfPossible(delivery, survived);
    noLongerAlone(delivery);
    return record.remembering(survived);
  }

  /** Hands records back to the server, which delivers them again after the delay; blocks. */
  void handBack(List<Delivery> deliveries, Duration delay) {
    handBack(deliveries, delivery -> delay);
  }

  /** The same with a delay for each. */
  void handBack(List<Delivery> deliveries, Function<Delivery, Duration> delays) {
    CompletableFuture<?>[] naks =
        deliveries.stream()
            .map(
                delivery -> {
                  Alone alone = isolated.get(delivery.sequence());
                  if (alone != null) {
                    // This process ends in good order: nothing is known against the record.
                    withoutIsolation(alone.record());
                  }
                  Duration delay = delays.apply(delivery);
                  return nak(delivery, delay.isZero() ? AT_ONCE : delay);
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
    CompletableFuture<Void> confirmed = acks.nak(delivery, delay);
    CrashPoints.reached(CrashPoint.AFTER_NAK_SENT);
    return confirmed.handle(
        (done, failure) -> {
          if (failure == null) {
            CrashPoints.reached(CrashPoint.AFTER_NAK);
          } else {
            observer.settleFailed(delivery, String.valueOf(failure.getMessage()));
          }
          return done;
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
    noLongerAlone(record.delivery());
    if (record.hasFailedBefore()) {
      // The store blocks, and confirmations arrive on a thread of the client.
      Thread.startVirtualThread(
          () -> {
            CrashPoints.reached(CrashPoint.BEFORE_FORGET);
            attempts.forget(record.delivery());
            CrashPoints.reached(CrashPoint.AFTER_FORGET);
          });
    }
  }

  private void noLongerAlone(Delivery delivery) {
    Alone alone = isolated.remove(delivery.sequence());
    if (alone != null) {
      alone.turn().end();
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

  /** A marked record and its turn. */
  private record Alone(Record record, Isolation.Turn turn) {}

  /** An action on a store. */
  private interface Store {
    void run() throws StoreUnavailableException;
  }
}
