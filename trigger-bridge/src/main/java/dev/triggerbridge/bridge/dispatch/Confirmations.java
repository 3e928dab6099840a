package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends records at the server, and sees to it that the server knows. A settlement that is not
 * confirmed is sent again a few times; if the server delivers the record once more, that delivery
 * is settled without invoking anything.
 *
 * <p>The permit comes back with the first answer or its absence. A consumer that was made anew
 * ignores acks of what it has not delivered: records that kept their permits until they are
 * confirmed would keep it from delivering.
 */
final class Confirmations {
  private static final int MOST_TRIES = 5;

  /** Beyond that, redelivered records are processed again, which their functions must bear. */
  private static final int MOST_REMEMBERED = 100_000;

  private final Acks acks;
  private final RetryPolicy policy;
  private final Tasks tasks;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Map<Long, End> unconfirmed = new ConcurrentHashMap<>();

  Confirmations(
      Acks acks, RetryPolicy policy, Tasks tasks, Lifecycle lifecycle, DispatchObserver observer) {
    this.acks = acks;
    this.policy = policy;
    this.tasks = tasks;
    this.lifecycle = lifecycle;
    this.observer = observer;
  }

  /**
   * Terms. Does not block.
   *
   * @param confirmed runs once, when the server has confirmed; must not block
   */
  void terminate(Delivery delivery, String termReason, Runnable confirmed) {
    end(delivery, new End(delivery.timestamp(), termReason, false, confirmed));
  }

  /**
   * Acks all of these, with one confirmation for all of them. Does not block.
   *
   * @param confirmed gets each once, when the server has confirmed; must not block
   */
  void endAll(List<Record> records, Consumer<Record> confirmed) {
    long started = System.nanoTime();
    List<Delivery> deliveries = records.stream().map(Record::delivery).toList();
    List<End> ends =
        records.stream()
            .map(
                record ->
                    remember(
                        record.delivery(),
                        new End(
                            record.delivery().timestamp(),
                            null,
                            false,
                            () -> confirmed.accept(record))))
            .toList();
    CompletableFuture<Void> sent = acks.ack(deliveries);
    CrashPoints.reached(CrashPoint.AFTER_ACK_SENT);
    var unused =
        sent.handle(
            (done, failure) -> {
              if (failure != null) {
                observer.settleFailed(deliveries.getFirst(), String.valueOf(failure.getMessage()));
              }
              for (int i = 0; i < ends.size(); i++) {
                if (failure == null) {
                  confirmed(deliveries.get(i), ends.get(i), started);
                }
                letGo(deliveries.get(i), ends.get(i), failure == null);
              }
              return done;
            });
  }

  /** Acks what was filtered. Does not block; {@code confirmed} as above. */
  void drop(Delivery delivery, Runnable confirmed) {
    end(delivery, new End(delivery.timestamp(), null, true, confirmed));
  }

  private void end(Delivery delivery, End end) {
    remember(delivery, end);
    var unused = send(delivery, end).thenAccept(known -> letGo(delivery, end, known));
  }

  private End remember(Delivery delivery, End end) {
    if (unconfirmed.size() < MOST_REMEMBERED) {
      unconfirmed.put(delivery.sequence(), end);
    }
    return end;
  }

  private void letGo(Delivery delivery, End end, boolean known) {
    tasks.letGo(delivery);
    if (!known) {
      tasks.start(List.of(), () -> sendAgain(delivery, end));
    }
  }

  /** Settles the redelivery of a record that has ended here; false if it has not. */
  boolean endedBefore(Delivery redelivery) {
    End end = unconfirmed.get(redelivery.sequence());
    if (end == null || !end.storedAt().equals(redelivery.timestamp())) {
      return false;
    }
    var unused = send(redelivery, end);
    return true;
  }

  /** Whether the record's end was sent and is not confirmed. */
  boolean isEnding(long sequence) {
    return unconfirmed.containsKey(sequence);
  }

  private void sendAgain(Delivery delivery, End end) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      boolean goesOn = lifecycle.pause(policy.holdDelay(tries));
      if (unconfirmed.get(delivery.sequence()) != end || send(delivery, end).join() || !goesOn) {
        return;
      }
    }
  }

  /** Completes with whether the server has confirmed. */
  private CompletableFuture<Boolean> send(Delivery delivery, End end) {
    long started = System.nanoTime();
    String reason = end.termReason();
    CompletableFuture<Void> request =
        reason == null ? acks.ack(List.of(delivery)) : acks.term(delivery, reason);
    if (reason != null) {
      CrashPoints.reached(CrashPoint.AFTER_TERM_SENT);
    }
    return request.handle(
        (done, failure) -> {
          if (failure != null) {
            observer.settleFailed(delivery, String.valueOf(failure.getMessage()));
            return false;
          }
          confirmed(delivery, end, started);
          return true;
        });
  }

  private void confirmed(Delivery delivery, End end, long started) {
    if (unconfirmed.remove(delivery.sequence(), end)) {
      if (end.filtered()) {
        observer.filtered(delivery);
        CrashPoints.reached(CrashPoint.AFTER_FILTERED_ACK);
      } else if (end.termReason() == null) {
        observer.acked(delivery, Duration.ofNanos(System.nanoTime() - started));
        CrashPoints.reached(CrashPoint.AFTER_ACK);
      } else {
        CrashPoints.reached(CrashPoint.AFTER_TERM);
      }
      end.confirmed().run();
    }
  }

  /**
   * How a record ended.
   *
   * @param storedAt tells its message from one with the same sequence in a stream made anew
   * @param termReason null for an ack
   * @param filtered no function has seen it
   */
  private record End(
      Instant storedAt, @Nullable String termReason, boolean filtered, Runnable confirmed) {}
}
