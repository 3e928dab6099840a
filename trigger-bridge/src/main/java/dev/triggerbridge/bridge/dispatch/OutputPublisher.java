package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Publishes the events of a batch, all at once, and hands each record on when all its PubAcks are
 * in. What was not stored is published again: the record is neither invoked again nor charged an
 * attempt. What was stored is not: the stream forgets ids after its duplicate window.
 */
final class OutputPublisher {
  /** PubAcks of one batch come within milliseconds, unless something is wrong. */
  private static final long TOGETHER_MILLIS = 100;

  private final EventPublisher publisher;
  private final RetryPolicy policy;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;

  OutputPublisher(
      EventPublisher publisher,
      RetryPolicy policy,
      Lifecycle lifecycle,
      DispatchObserver observer) {
    this.publisher = publisher;
    this.policy = policy;
    this.lifecycle = lifecycle;
    this.observer = observer;
  }

  /**
   * Blocks until every record is handed on, or the mapping stops.
   *
   * @param stored gets the records whose events are stored: those that have none, then those whose
   *     PubAcks came at once together, any other as soon as its own are in
   * @return the records whose events were not stored when the mapping stopped
   */
  List<Delivery> publish(List<Answer> answers, Consumer<List<Record>> stored) {
    List<Answer> left = answers;
    int rounds = 0;
    while (true) {
      left = round(left, stored);
      if (left.isEmpty()) {
        return List.of();
      }
      observer.alarm(
          "OUTPUT_NOT_STORED",
          left.size() + " records wait for their events to be stored; check the output streams");
      if (!lifecycle.pause(policy.holdDelay(rounds++))) {
        return left.stream().map(answer -> answer.record().delivery()).toList();
      }
    }
  }

  private List<Answer> round(List<Answer> answers, Consumer<List<Record>> stored) {
    List<Answer> failed = new ArrayList<>();
    List<Record> done = new ArrayList<>(answers.size());
    List<Answer> withEvents = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer.events().isEmpty()) {
        done.add(answer.record());
      } else {
        withEvents.add(answer);
      }
    }
    List<List<Sent>> sent = withEvents.stream().map(this::send).toList();
    handOn(done, stored);
    awaitMost(sent);
    for (int i = 0; i < sent.size(); i++) {
      if (!sent.get(i).stream().allMatch(one -> one.stored().isDone())) {
        // Whoever has to be waited for must not keep the others from their acks.
        handOn(done, stored);
      }
      Answer answer = withEvents.get(i);
      List<OutputEvent> notStored = notStored(sent.get(i), answer.record().delivery());
      if (notStored.isEmpty()) {
        done.add(answer.record());
      } else {
        failed.add(new Answer(answer.record(), notStored));
      }
    }
    handOn(done, stored);
    return failed;
  }

  private static void handOn(List<Record> done, Consumer<List<Record>> stored) {
    if (!done.isEmpty()) {
      stored.accept(List.copyOf(done));
      done.clear();
    }
  }

  private static void awaitMost(List<List<Sent>> sent) {
    CompletableFuture<?>[] all =
        sent.stream().flatMap(List::stream).map(Sent::stored).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(all).get(TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      // Each is looked at on its own.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Sent> send(Answer answer) {
    List<Sent> sent = new ArrayList<>();
    for (OutputEvent event : answer.events()) {
      CrashPoints.reached(CrashPoint.BEFORE_OUTPUT);
      sent.add(new Sent(event, publish(event, answer.record().delivery())));
      CrashPoints.reached(CrashPoint.AFTER_OUTPUT_SENT);
    }
    return sent;
  }

  private CompletableFuture<Void> publish(OutputEvent event, Delivery cause) {
    try {
      return publisher.publish(event, cause);
    } catch (RuntimeException e) {
      // An event that the client refuses is as unpublished as one that the server refuses.
      return CompletableFuture.failedFuture(e);
    }
  }

  private List<OutputEvent> notStored(List<Sent> sent, Delivery cause) {
    List<OutputEvent> notStored = new ArrayList<>();
    for (Sent one : sent) {
      try {
        one.stored().join();
        CrashPoints.reached(CrashPoint.AFTER_PUB_ACK);
        observer.published(one.event(), cause);
      } catch (CompletionException | CancellationException e) {
        observer.publishFailed(one.event(), cause, String.valueOf(e.getMessage()));
        notStored.add(one.event());
      }
    }
    return notStored;
  }

  private record Sent(OutputEvent event, CompletableFuture<Void> stored) {}

  /**
   * A record that was processed.
   *
   * @param events to store before its ack
   */
  record Answer(Record record, List<OutputEvent> events) {}
}
