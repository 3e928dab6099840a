package dev.triggerbridge.bridge.dispatch;

import java.util.concurrent.Semaphore;

/** Bounds the invocations under way: of one mapping, and of all mappings together. */
public final class Concurrency {
  private final Semaphore own;
  private final Semaphore global;

  /** Up to {@code most} for this mapping, within the shared permits. */
  public Concurrency(int most, Semaphore global) {
    this.own = new Semaphore(most, true);
    this.global = global;
  }

  /** Blocks until an invocation may start; its own permit first, so that no mapping hoards. */
  void acquire() {
    own.acquireUninterruptibly();
    global.acquireUninterruptibly();
  }

  void release() {
    global.release();
    own.release();
  }
}
