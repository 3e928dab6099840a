package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.RetryClass;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes one batch from invocation to settlement, on its own virtual thread.
 *
 * <p>A suspect batch is halved until the record that fails alone is found. Records that something
 * else failed (throttling, an outage) stay here, extended by in-progress acks, and are invoked
 * again.
 */
final class BatchRun {
  private static final Duration AFTER_TOO_LARGE_ANSWER = Duration.ofSeconds(30);

  private final Invoker invoker;
  private final Concurrency concurrency;
  private final RetryPolicy policy;
  private final OutputPublisher outputs;
  private final Settler settler;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final List<Record> held = new ArrayList<>();
  private Duration holdFor = Duration.ZERO;
  private int heldBefore;
  private boolean hasPermit = true;

  BatchRun(
      Invoker invoker,
      Concurrency concurrency,
      RetryPolicy policy,
      OutputPublisher outputs,
      Settler settler,
      Lifecycle lifecycle,
      DispatchObserver observer) {
    this.invoker = invoker;
    this.concurrency = concurrency;
    this.policy = policy;
    this.outputs = outputs;
    this.settler = settler;
    this.lifecycle = lifecycle;
    this.observer = observer;
  }

  /** Blocks until every record is settled or handed back. The caller holds the first permit. */
  void run(List<Record> batch) {
    List<Record> pending = batch;
    while (true) {
      round(pending);
      if (held.isEmpty()) {
        return;
      }
      pending = List.copyOf(held);
      held.clear();
      if (!lifecycle.pause(holdFor)) {
        settler.handBack(deliveries(pending), Duration.ZERO);
        return;
      }
      holdFor = Duration.ZERO;
      heldBefore++;
    }
  }

  /** The same for a caller that holds no permit. */
  void runWithoutPermit(List<Record> batch) {
    hasPermit = false;
    run(batch);
  }

  private void round(List<Record> records) {
    Deque<List<Record>> todo = new ArrayDeque<>(List.of(records));
    while (!todo.isEmpty()) {
      List<Record> batch = todo.pop();
      if (!hasPermit) {
        concurrency.acquire();
      }
      hasPermit = false;
      switch (invoker.invoke(deliveries(batch))) {
        case Invoker.Result.PerRecord answered -> settle(batch, answered.outcomes());
        case Invoker.Result.Suspect suspect -> {
          if (batch.size() > 1) {
            halve(batch, todo);
          } else {
            settle(batch, allOf(batch, suspect.asFailure()));
          }
        }
        case Invoker.Result.AnswerTooLarge tooLarge -> {
          if (batch.size() > 1) {
            halve(batch, todo);
          } else {
            observer.alarm(
                "ANSWER_TOO_LARGE", batch.getFirst().delivery().id() + " alone answers over 6 MB");
            hold(batch, AFTER_TOO_LARGE_ANSWER, "answer_too_large", "");
          }
        }
        case Invoker.Result.RequestTooLarge tooLarge -> {
          if (batch.size() > 1) {
            halve(batch, todo);
          } else {
            settle(batch, allOf(batch, TooLarge.outcome(batch.getFirst().delivery())));
          }
        }
        case Invoker.Result.Refused refused -> {
          List<Record> all = new ArrayList<>(batch);
          todo.forEach(all::addAll);
          todo.clear();
          hold(all, policy.holdDelay(heldBefore), refused.reason(), refused.message());
        }
      }
    }
  }

  private void settle(List<Record> batch, Map<String, Outcome> outcomes) {
    List<OutputPublisher.Answer> answers = new ArrayList<>();
    Map<Delivery, Record> byDelivery = new IdentityHashMap<>();
    for (Record record : batch) {
      Outcome outcome = outcomes.get(record.delivery().id());
      if (outcome == null) {
        throw new IllegalStateException("no outcome for " + record.delivery().id());
      }
      switch (policy.decide(outcome, record.attempts().failed(), heldBefore)) {
        case AckDecision.PublishAndAck done -> {
          answers.add(new OutputPublisher.Answer(record.delivery(), done.events()));
          byDelivery.put(record.delivery(), record);
        }
        case AckDecision.NakWithDelay nak -> settler.retry(record.delivery(), nak, code(outcome));
        case AckDecision.DeadLetter dead -> settler.deadLetter(record.delivery(), dead);
        case AckDecision.Hold hold ->
            hold(List.of(record), hold.delay(), reason(outcome), code(outcome));
      }
    }
    List<Delivery> unpublished =
        outputs.publish(
            answers,
            delivery -> {
              Record record = byDelivery.get(delivery);
              settler.ack(delivery, record != null && record.hasFailedBefore());
            });
    if (!unpublished.isEmpty()) {
      settler.handBack(unpublished, Duration.ZERO);
    }
  }

  private void hold(List<Record> records, Duration delay, String reason, String message) {
    observer.held(records.size(), reason, message);
    for (Record record : records) {
      held.add(settler.withoutIsolation(record));
    }
    holdFor = holdFor.compareTo(delay) < 0 ? delay : holdFor;
  }

  private static void halve(List<Record> batch, Deque<List<Record>> todo) {
    int middle = batch.size() / 2;
    todo.push(batch.subList(middle, batch.size()));
    todo.push(batch.subList(0, middle));
  }

  private static Map<String, Outcome> allOf(List<Record> batch, Outcome outcome) {
    Map<String, Outcome> outcomes = new HashMap<>();
    batch.forEach(record -> outcomes.put(record.delivery().id(), outcome));
    return outcomes;
  }

  private static List<Delivery> deliveries(List<Record> records) {
    return records.stream().map(Record::delivery).toList();
  }

  private static String code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok ok -> "";
      case Outcome.Retry retry -> retry.code();
      case Outcome.Reject reject -> reject.code();
    };
  }

  private static String reason(Outcome outcome) {
    RetryClass retryClass =
        outcome instanceof Outcome.Retry retry ? retry.retryClass() : RetryClass.UNAVAILABLE;
    return switch (retryClass) {
      case THROTTLED -> "throttled";
      case NOT_ATTEMPTED -> "not_attempted";
      case UNAVAILABLE, FAILURE -> "unavailable";
    };
  }
}
