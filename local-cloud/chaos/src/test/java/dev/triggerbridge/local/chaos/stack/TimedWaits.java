package dev.triggerbridge.local.chaos.stack;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits again and again and says after each how long it took (ms) and what the wall clock shows.
 */
final class TimedWaits {
  static final long WAIT_MILLIS = 50;

  private TimedWaits() {}

  public static void main(String[] arguments) {
    while (!System.out.checkError()) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS));
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      System.out.println(took + " " + System.currentTimeMillis());
    }
  }
}
