package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Publishes the events of a batch, all at once, and hands each record on when all its PubAcks are
 * in. What was not stored is published again: the record is neither invoked again nor charged an
 * attempt. What was stored is not: the stream forgets ids after its duplicate window.
 */
final class OutputPublisher {
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
   * @param stored gets each record as soon as its events are stored
   * @return the records whose events were not stored when the mapping stopped
   */
  List<Delivery> publish(List<Answer> answers, Consumer<Record> stored) {
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

  private List<Answer> round(List<Answer> answers, Consumer<Record> stored) {
    List<List<Sent>> sent = answers.stream().map(this::send).toList();
    List<Answer> failed = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Record record = answers.get(i).record();
      List<OutputEvent> notStored = notStored(sent.get(i), record.delivery());
      if (notStored.isEmpty()) {
        stored.accept(record);
      } else {
        failed.add(new Answer(record, notStored));
      }
    }
    return failed;
  }

  private List<Sent> send(Answer answer) {
    List<Sent> sent = new ArrayList<>();
    for (OutputEvent event : answer.events()) {
      sent.add(new Sent(event, publish(event, answer.record().delivery())));
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
