package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends in-progress acks for every record between receipt and settlement, from one timer: a timer
 * per message costs more than the messages.
 */
final class AckDeadlineExtender implements AutoCloseable {
  private final InFlight inFlight;
  private final Acks acks;
  private final DispatchObserver observer;
  private final ScheduledFuture<?> ticks;

  /** Extends three times per ack_wait, so that one lost extension does no harm. */
  AckDeadlineExtender(
      InFlight inFlight,
      Acks acks,
      Duration ackWait,
      ScheduledExecutorService timer,
      DispatchObserver observer) {
    this.inFlight = inFlight;
    this.acks = acks;
    this.observer = observer;
    long period = Math.max(1, ackWait.toMillis() / 3);
    this.ticks = timer.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    ticks.cancel(false);
  }

  /** An exception would end the ticks of the timer for ever, in silence. */
  private void tick() {
    for (Delivery delivery : inFlight.all()) {
      try {
        acks.inProgress(delivery);
      } catch (RuntimeException e) {
        observer.alarm("EXTENSION_FAILED", delivery.id() + " could not be extended: " + e);
        return;
      }
    }
  }
}
