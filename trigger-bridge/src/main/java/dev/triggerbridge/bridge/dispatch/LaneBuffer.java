package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.lanes.KeyReader;
import dev.triggerbridge.bridge.lanes.Lanes;
import dev.triggerbridge.bridge.lanes.OrderKey;
import dev.triggerbridge.bridge.message.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets records out in the order of their keys, one of each key at a time, and nothing at all while
 * it is not known what may be missing. Thread-safe.
 */
final class LaneBuffer implements RecordBuffer {
  private final KeyReader keys;
  private final Lanes lanes = new Lanes();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed = true;
  private int closings;
  private int haltings;

  LaneBuffer(KeyReader keys) {
    this.keys = keys;
  }

  @Override
  public void add(Delivery delivery) {
    String key = keys.read(delivery) instanceof OrderKey.Keyed keyed ? keyed.key() : null;
    change(() -> lanes.add(delivery, key));
  }

  @Override
  public @Nullable Delivery poll(long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (true) {
        Delivery next = closed ? null : lanes.take();
        if (next != null || left <= 0) {
          return next;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void settled(Delivery delivery) {
    change(() -> lanes.back(delivery));
  }

  @Override
  public List<Delivery> drain() {
    lock.lock();
    try {
      return lanes.drain();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing out from now on. */
  void close() {
    change(
        () -> {
          closed = true;
          closings++;
        });
  }

  /** Lets records out, unless it was closed again since {@link #closings} said so. */
  void open(int asOf) {
    change(() -> closed &= closings != asOf);
  }

  int closings() {
    lock.lock();
    try {
      return closings;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean mustReceive() {
    return isClosed();
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing of this key out that is newer. */
  void halt(String hash, long sequence) {
    change(
        () -> {
          Map<String, Long> more = new HashMap<>(lanes.halts());
          more.put(hash, sequence);
          haltings++;
          lanes.halt(more);
        });
  }

  /** Replaces what is halted, unless something was halted since {@link #haltings} said so. */
  void halt(Map<String, Long> halts, int asOf) {
    change(
        () -> {
          if (haltings == asOf) {
            lanes.halt(halts);
          }
        });
  }

  int haltings() {
    lock.lock();
    try {
      return haltings;
    } finally {
      lock.unlock();
    }
  }

  boolean hasHalts() {
    lock.lock();
    try {
      return !lanes.halts().isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
