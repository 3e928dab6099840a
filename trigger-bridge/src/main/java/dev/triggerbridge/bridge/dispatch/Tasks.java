package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs the work of a mapping on virtual threads, and knows when none is left. */
final class Tasks {
  private final DispatchObserver observer;
  private final Consumer<Delivery> letGo;
  private final Runnable abandoned;
  private final Consumer<List<Delivery>> started;
  private final Map<Object, List<Delivery>> records = new ConcurrentHashMap<>();
  private final Phaser underWay = new Phaser(1);

  /**
   * None yet.
   *
   * @param letGo gives a record back that nobody will settle: the server delivers it again
   * @param abandoned runs before records are let go whose work has ended with a bug
   */
  Tasks(DispatchObserver observer, Consumer<Delivery> letGo, Runnable abandoned) {
    this(observer, letGo, abandoned, records -> {});
  }

  /**
   * The same.
   *
   * @param started hears of the records that work begins on, before it does; must not block
   */
  Tasks(
      DispatchObserver observer,
      Consumer<Delivery> letGo,
      Runnable abandoned,
      Consumer<List<Delivery>> started) {
    this.observer = observer;
    this.letGo = letGo;
    this.abandoned = abandoned;
    this.started = started;
  }

  /** Lets records go whose fate nobody knows: they come again when ack_wait is over. */
  void abandon(List<Delivery> records) {
    abandoned.run();
    records.forEach(letGo);
  }

  /** The sequences that somebody works on now. */
  Set<Long> sequences() {
    Set<Long> sequences = new HashSet<>();
    records.values().forEach(all -> all.forEach(one -> sequences.add(one.sequence())));
    return sequences;
  }

  /** Gives a record back: it is settled, or nobody will settle it. */
  void letGo(Delivery delivery) {
    letGo.accept(delivery);
  }

  /** Starts work on records. If it ends with a bug, the records are let go and an alarm says so. */
  void start(List<Delivery> records, Runnable work) {
    Object task = new Object();
    this.records.put(task, records);
    started.accept(records);
    underWay.register();
    Thread.startVirtualThread(
        () -> {
          try {
            work.run();
          } catch (Throwable bug) {
            // Nobody else would ever hear of it, and the records would be extended for ever.
            observer.alarm("BUG", "work on " + records.size() + " records ended with " + bug);
            abandon(records);
          } finally {
            this.records.remove(task);
            underWay.arriveAndDeregister();
          }
        });
  }

  /** Waits until no work is under way; false if the time is over. Once only. */
  boolean awaitEnd(Duration most) throws InterruptedException {
    try {
      underWay.awaitAdvanceInterruptibly(
          underWay.arrive(), Math.max(1, most.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
