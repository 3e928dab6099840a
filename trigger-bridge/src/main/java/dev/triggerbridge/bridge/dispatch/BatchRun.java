package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.flow.Signal;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.retry.ErrorClass;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes one batch from invocation to its outcomes, on its own virtual thread.
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
  private final OutcomeHandler outcomes;
  private final Expiry expiry;
  private final Settler settler;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Holding holding = new Holding();
  private Concurrency.@Nullable Permit permit;
  private boolean ofSuspects;

  BatchRun(
      Invoker invoker,
      Concurrency concurrency,
      RetryPolicy policy,
      OutcomeHandler outcomes,
      Expiry expiry,
      Settler settler,
      Lifecycle lifecycle,
      DispatchObserver observer) {
    this.invoker = invoker;
    this.concurrency = concurrency;
    this.policy = policy;
    this.outcomes = outcomes;
    this.expiry = expiry;
    this.settler = settler;
    this.lifecycle = lifecycle;
    this.observer = observer;
  }

  /**
   * Blocks until every record has an outcome that is being carried out, or was handed back.
   *
   * @param first for the first invocation
   */
  void run(List<Record> batch, Concurrency.Permit first) {
    permit = first;
    run(batch);
    Concurrency.Permit unused = permit;
    if (unused != null) {
      unused.ends(Signal.NONE, false);
    }
  }

  /** The same for records that failed before, whose caller holds no permit. */
  void runSuspects(List<Record> batch) {
    ofSuspects = true;
    run(batch);
  }

  private void run(List<Record> batch) {
    List<Record> pending = batch;
    while (!pending.isEmpty()) {
      round(pending);
      pending = awaitDue();
    }
  }

  private List<Record> awaitDue() {
    if (holding.isEmpty()) {
      return List.of();
    }
    if (!lifecycle.pause(holding.untilNext(System.nanoTime()))) {
      settler.handBack(deliveries(holding.takeAll()), Duration.ZERO);
      return List.of();
    }
    return holding.takeDue(System.nanoTime());
  }

  private void round(List<Record> records) {
    Deque<List<Record>> todo = new ArrayDeque<>(List.of(records));
    while (!todo.isEmpty()) {
      List<Record> batch = expiry.withoutExpired(todo.pop());
      if (batch.isEmpty()) {
        continue;
      }
      Concurrency.Permit now = takePermit(batch);
      if (now == null && !lifecycle.isStopping()) {
        // Something in it has become too old while it waited.
        todo.push(batch);
        continue;
      }
      if (now == null) {
        settler.handBack(deliveries(together(batch, todo)), Duration.ZERO);
        return;
      }
      switch (invoker.invoke(deliveries(batch), now, ofSuspects)) {
        case Invoker.Result.PerRecord answered ->
            settle(batch, answered.outcomes(), ErrorClass.RECORD);
        case Invoker.Result.Suspect suspect -> {
          ofSuspects = true;
          if (batch.size() > 1) {
            halve(settler.suspect(batch), todo);
          } else {
            settle(batch, allOf(batch, suspect.asFailure()), suspect.kind());
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
            settle(
                batch,
                allOf(batch, TooLarge.outcome(batch.getFirst().delivery())),
                ErrorClass.RECORD);
          }
        }
        case Invoker.Result.Refused refused -> {
          List<Record> all = together(batch, todo);
          int held = all.stream().mapToInt(Record::held).max().orElse(0);
          hold(all, policy.holdDelay(held), refused.reason(), refused.message());
        }
      }
    }
  }

  private Concurrency.@Nullable Permit takePermit(List<Record> batch) {
    Concurrency.Permit held = permit;
    permit = null;
    if (held != null) {
      return held;
    }
    return lifecycle.isStopping()
        ? null
        : concurrency.acquire(() -> lifecycle.isStopping() || expiry.isOver(batch));
  }

  private void settle(List<Record> batch, Map<String, Outcome> given, ErrorClass kind) {
    for (OutcomeHandler.Held held : outcomes.handle(batch, given, kind)) {
      hold(List.of(held.record()), held.delay(), held.reason(), held.code());
    }
  }

  private void hold(List<Record> records, Duration delay, String reason, String message) {
    observer.held(records.size(), reason, message);
    long due = System.nanoTime() + delay.toNanos();
    for (Record record : records) {
      holding.add(settler.withoutIsolation(record).heldOnceMore(), due);
    }
    CrashPoints.reached(CrashPoint.AFTER_HOLD);
  }

  private static List<Record> together(List<Record> batch, Deque<List<Record>> todo) {
    List<Record> all = new ArrayList<>(batch);
    todo.forEach(all::addAll);
    todo.clear();
    return all;
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
}
