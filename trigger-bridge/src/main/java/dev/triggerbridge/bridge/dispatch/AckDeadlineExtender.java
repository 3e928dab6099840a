package dev.triggerbridge.bridge.dispatch;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends in-progress acks for every record between receipt and settlement, from one timer: a timer
 * per message costs more than the messages.
 */
final class AckDeadlineExtender implements AutoCloseable {
  private final ScheduledFuture<?> ticks;

  /** Extends three times per ack_wait, so that one lost extension does no harm. */
  AckDeadlineExtender(
      InFlight inFlight, Acks acks, Duration ackWait, ScheduledExecutorService timer) {
    long period = Math.max(1, ackWait.toMillis() / 3);
    this.ticks =
        timer.scheduleAtFixedRate(
            () -> inFlight.all().forEach(acks::inProgress), period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    ticks.cancel(false);
  }
}
