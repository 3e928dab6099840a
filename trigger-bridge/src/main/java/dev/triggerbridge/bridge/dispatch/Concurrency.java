package dev.triggerbridge.bridge.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Bounds the invocations under way: of one mapping, and of all mappings together. */
public final class Concurrency {
  private static final long LOOK_UP_MILLIS = 100;

  private final Semaphore own;
  private final Semaphore global;

  /** Up to {@code most} for this mapping, within the shared permits. */
  public Concurrency(int most, Semaphore global) {
    this.own = new Semaphore(most, true);
    this.global = global;
  }

  /**
   * Blocks until an invocation may start; its own permit first, so that no mapping hoards.
   *
   * @return false, without a permit, if it gave up because the mapping stops
   */
  boolean acquire(BooleanSupplier stopping) {
    if (!acquire(own, stopping)) {
      return false;
    }
    if (!acquire(global, stopping)) {
      own.release();
      return false;
    }
    return true;
  }

  void release() {
    global.release();
    own.release();
  }

  private static boolean acquire(Semaphore permits, BooleanSupplier stopping) {
    try {
      while (!permits.tryAcquire(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
        if (stopping.getAsBoolean()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
