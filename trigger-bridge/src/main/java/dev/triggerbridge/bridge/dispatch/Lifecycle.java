package dev.triggerbridge.bridge.dispatch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells every waiting thread of a mapping that it stops. */
final class Lifecycle {
  private final CountDownLatch stopping = new CountDownLatch(1);

  void stop() {
    stopping.countDown();
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Waits this long; false at once when the mapping stops. */
  boolean pause(Duration duration) {
    try {
      return !stopping.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
