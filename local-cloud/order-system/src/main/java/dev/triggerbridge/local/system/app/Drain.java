package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.system.read.Quiescence;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until the system has nothing left to do. */
final class Drain {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Drain() {}

  /**
   * Waits.
   *
   * @param nothingDelayed whether no event is still to come whose time has not come yet; asked only
   *     when everything else is idle
   * @param patience how long nothing may move before it is given up
   * @return whether the system became idle
   */
  static boolean await(Quiescence work, BooleanSupplier nothingDelayed, Duration patience)
      throws IOException, JetStreamApiException, InterruptedException {
    Quiescence.Look last = null;
    long moved = System.nanoTime();
    while (true) {
      Quiescence.Look look = work.look();
      if (look.idle() && nothingDelayed.getAsBoolean()) {
        return true;
      }
      if (!look.equals(last)) {
        moved = System.nanoTime();
        last = look;
      } else if (System.nanoTime() - moved > patience.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }
}
