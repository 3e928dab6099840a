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
 * attempt.
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
  List<Delivery> publish(List<Answer> answers, Consumer<Delivery> stored) {
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
        return left.stream().map(Answer::delivery).toList();
      }
    }
  }

  private List<Answer> round(List<Answer> answers, Consumer<Delivery> stored) {
    List<CompletableFuture<Void>> acknowledged = answers.stream().map(this::publishAll).toList();
    List<Answer> failed = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      try {
        acknowledged.get(i).join();
        stored.accept(answers.get(i).delivery());
      } catch (CompletionException | CancellationException e) {
        failed.add(answers.get(i));
      }
    }
    return failed;
  }

  private CompletableFuture<Void> publishAll(Answer answer) {
    return CompletableFuture.allOf(
        answer.events().stream()
            .map(event -> publishOne(answer.delivery(), event))
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> publishOne(Delivery cause, OutputEvent event) {
    return publisher
        .publish(event, cause)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                observer.published(event, cause);
              } else {
                observer.publishFailed(event, cause, String.valueOf(failure.getMessage()));
              }
            });
  }

  /**
   * A record that was processed.
   *
   * @param events to store before its ack
   */
  record Answer(Delivery delivery, List<OutputEvent> events) {}
}
