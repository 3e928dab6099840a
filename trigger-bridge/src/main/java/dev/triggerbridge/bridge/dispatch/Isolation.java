package dev.triggerbridge.bridge.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets the records above the crash ceiling be invoked one after the other: if several were under
 * way when the process ended, nobody could tell which of them had ended it. One for all mappings of
 * a process, since they end together. Thread-safe.
 */
public final class Isolation {
  private static final Duration LOOKS_UP = Duration.ofMillis(200);

  private final Semaphore free = new Semaphore(1, true);

  /** Blocks until nothing else is isolated; null if the mapping stops before. */
  @Nullable Turn await(Lifecycle lifecycle) {
    try {
      while (!lifecycle.isStopping()) {
        if (free.tryAcquire(LOOKS_UP.toMillis(), TimeUnit.MILLISECONDS)) {
          return new Turn(free);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /** From the mark on a record until nothing that is stored speaks against it any more. */
  static final class Turn {
    private final Semaphore free;
    private final AtomicBoolean over = new AtomicBoolean();

    private Turn(Semaphore free) {
      this.free = free;
    }

    /** The next one may; again has no effect. */
    void end() {
      if (over.compareAndSet(false, true)) {
        free.release();
      }
    }
  }
}
