package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.BatchAssembler;
import dev.triggerbridge.bridge.flow.Signal;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Forms batches from the records at hand and starts a run for each. Records that failed before are
 * invoked alone, so that they cannot spoil another batch.
 */
final class BatchLoop implements Runnable {
  private static final long IDLE_MILLIS = 200;

  /**
   * How long an open batch waits for company while others are under way: invocations cost the
   * bridge more than records do. A record that comes alone never waits.
   */
  private static final long LINGER_NANOS = 1_000_000;

  private final PullLoop pulls;
  private final Supplier<BatchAssembler> assemblers;
  private final Supplier<BatchRun> runs;
  private final Suspects suspects;
  private final Settler settler;
  private final Expiry expiry;
  private final RecordFilter filter;
  private final Tasks tasks;
  private final Lifecycle lifecycle;
  private final DispatchObserver observer;
  private final Concurrency concurrency;
  private @Nullable Delivery next;

  BatchLoop(
      PullLoop pulls,
      Supplier<BatchAssembler> assemblers,
      Supplier<BatchRun> runs,
      Suspects suspects,
      Settler settler,
      Expiry expiry,
      RecordFilter filter,
      Tasks tasks,
      Lifecycle lifecycle,
      DispatchObserver observer,
      Concurrency concurrency) {
    this.pulls = pulls;
    this.assemblers = assemblers;
    this.runs = runs;
    this.suspects = suspects;
    this.settler = settler;
    this.expiry = expiry;
    this.filter = filter;
    this.tasks = tasks;
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
          startOrLetGo(first);
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

  /** One record that cannot be handled must not end the loop for all others. */
  private void startOrLetGo(Delivery first) throws InterruptedException {
    try {
      startWith(first);
    } catch (RuntimeException bug) {
      observer.alarm("BUG", first.id() + " could not be put into a batch: " + bug);
      tasks.abandon(List.of(first));
    }
  }

  private void startWith(Delivery first) throws InterruptedException {
    BatchAssembler assembler = assemblers.get();
    if (assembler.isTooLarge(first)) {
      tasks.start(List.of(first), () -> reject(first, TooLarge.CODE, TooLarge.message(first)));
      return;
    }
    if (isSuspect(first)) {
      tasks.start(List.of(first), () -> suspects.handle(first, runs.get()));
      return;
    }
    if (expiry.isOver(first)) {
      expiry.giveUp(Record.withoutHistory(first));
      return;
    }
    // Waiting for the permit before filling lets the batch grow while the function is busy.
    Concurrency.Permit permit =
        concurrency.acquire(() -> lifecycle.isStopping() || expiry.isOver(first));
    if (permit == null && !lifecycle.isStopping()) {
      expiry.giveUp(Record.withoutHistory(first));
      return;
    }
    if (permit == null) {
      settler.handBack(List.of(first), Duration.ZERO);
      return;
    }
    try {
      assembler.offer(first);
      fill(assembler);
    } catch (RuntimeException bug) {
      permit.ends(Signal.NONE, false);
      throw bug;
    }
    List<Delivery> batch = assembler.records();
    CrashPoints.reached(CrashPoint.AFTER_ASSEMBLE);
    List<Record> records = batch.stream().map(Record::withoutHistory).toList();
    tasks.start(batch, () -> runs.get().run(records, permit));
  }

  private void fill(BatchAssembler assembler) throws InterruptedException {
    boolean lingered = assembler.hasWindow();
    while (!assembler.isFull() && !lifecycle.isStopping()) {
      Delivery more = take(assembler.waitMillis());
      if (more == null && !lingered && concurrency.isShared()) {
        lingered = true;
        LockSupport.parkNanos(LINGER_NANOS);
        continue;
      }
      if (more == null) {
        return;
      }
      if (assembler.isTooLarge(more) || isSuspect(more) || !assembler.offer(more)) {
        next = more;
        return;
      }
    }
  }

  /** Records whose first delivery this is have no history to look up. */
  private boolean isSuspect(Delivery delivery) {
    return delivery.deliveryCount() > 1 && suspects.examine(delivery) != Suspects.Verdict.FREE;
  }

  private @Nullable Delivery take(long millis) throws InterruptedException {
    Delivery taken = next;
    next = null;
    while (taken == null) {
      taken = pulls.poll(millis);
      if (taken == null) {
        return null;
      }
      if (!passes(taken)) {
        taken = null;
      }
    }
    return taken;
  }

  private boolean passes(Delivery delivery) {
    return switch (filter.examine(delivery)) {
      case RecordFilter.Verdict.Accepted accepted -> true;
      case RecordFilter.Verdict.Filtered filtered -> {
        if (filtered.formatMismatch()) {
          observer.formatMismatch(delivery);
        }
        CrashPoints.reached(CrashPoint.BEFORE_FILTERED_ACK);
        settler.ackFiltered(Record.withoutHistory(delivery));
        yield false;
      }
      case RecordFilter.Verdict.Invalid invalid -> {
        tasks.start(List.of(delivery), () -> reject(delivery, invalid.code(), invalid.message()));
        yield false;
      }
    };
  }

  private void reject(Delivery delivery, String code, String message) {
    settler.deadLetter(
        Record.withoutHistory(delivery), new AckDecision.DeadLetter(0, code, code, message));
  }
}
