package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.BatchAssembler;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.retry.AckDecision;
import dev.triggerbridge.bridge.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Forms batches from the records at hand and starts a run for each. Records with a history are
 * invoked alone, so that they cannot spoil another batch.
 */
final class BatchLoop implements Runnable {
  private static final long IDLE_MILLIS = 200;

  private final PullLoop pulls;
  private final Supplier<BatchAssembler> assemblers;
  private final Supplier<BatchRun> runs;
  private final Suspects suspects;
  private final RetryPolicy policy;
  private final Settler settler;
  private final RecordFilter filter;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Concurrency concurrency;
  private final Phaser runsUnderWay = new Phaser(1);
  private @Nullable Delivery next;

  BatchLoop(
      PullLoop pulls,
      Supplier<BatchAssembler> assemblers,
      Supplier<BatchRun> runs,
      Suspects suspects,
      RetryPolicy policy,
      Settler settler,
      RecordFilter filter,
      Lifecycle lifecycle,
      DispatchObserver observer,
      Concurrency concurrency) {
    this.pulls = pulls;
    this.assemblers = assemblers;
    this.runs = runs;
    this.suspects = suspects;
    this.policy = policy;
    this.settler = settler;
    this.filter = filter;
    this.lifecycle = lifecycle;
    this.observer = observer;
    this.concurrency = concurrency;
  }

  /** Returns when the mapping stops; runs may still be under way. */
  @Override
  public void run() {
    try {
      while (!lifecycle.isStopping()) {
        Delivery first = take(IDLE_MILLIS);
        if (first != null) {
          startWith(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Delivery left = next;
      if (left != null) {
        settler.handBack(List.of(left), Duration.ZERO);
      }
    }
  }

  /** Waits until no run is under way; false if the time is over. */
  boolean awaitRuns(Duration most) throws InterruptedException {
    try {
      runsUnderWay.awaitAdvanceInterruptibly(
          runsUnderWay.arrive(), most.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void startWith(Delivery first) throws InterruptedException {
    BatchAssembler assembler = assemblers.get();
    if (assembler.isTooLarge(first)) {
      start(List.of(first), () -> rejectTooLarge(first));
      return;
    }
    if (first.deliveryCount() > 1 && suspects.examine(first) != Suspects.Verdict.FREE) {
      start(List.of(first), () -> suspects.handle(first, runs.get()));
      return;
    }
    // Waiting for the permit before filling lets the batch grow while the function is busy.
    concurrency.acquire();
    assembler.offer(first);
    fill(assembler);
    List<Delivery> batch = assembler.records();
    start(batch, () -> runs.get().run(batch.stream().map(Record::withoutHistory).toList()));
  }

  private void fill(BatchAssembler assembler) throws InterruptedException {
    while (!assembler.isFull() && !lifecycle.isStopping()) {
      Delivery more = take(assembler.waitMillis());
      if (more == null) {
        return;
      }
      if (more.deliveryCount() > 1 || assembler.isTooLarge(more) || !assembler.offer(more)) {
        next = more;
        return;
      }
    }
  }

  private @Nullable Delivery take(long millis) throws InterruptedException {
    Delivery taken = next;
    if (taken != null) {
      next = null;
      return taken;
    }
    Delivery polled = pulls.poll(millis);
    if (polled == null || filter.accepts(polled)) {
      return polled;
    }
    observer.filtered(polled);
    settler.ack(polled, false);
    return take(0);
  }

  private void rejectTooLarge(Delivery delivery) {
    Outcome outcome = TooLarge.outcome(delivery);
    if (policy.decide(outcome, 0, 0) instanceof AckDecision.DeadLetter dead) {
      settler.deadLetter(delivery, dead);
    }
  }

  /** A run that ends with a bug lets its records go unsettled: they are delivered again. */
  private void start(List<Delivery> batch, Runnable work) {
    runsUnderWay.register();
    Thread.startVirtualThread(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            observer.alarm("BUG", "a batch ended with " + e);
            batch.forEach(pulls::settled);
          } finally {
            runsUnderWay.arriveAndDeregister();
          }
        });
  }
}
