package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Settles deliveries. The futures complete when the server has confirmed. */
public interface Acks {
  /**
   * Done, all of these; not empty. If it fails, nothing is known of any of them.
   *
   * <p>One confirmation may stand for all, if the server takes acks of one sender in their order.
   */
  CompletableFuture<Void> ack(List<Delivery> deliveries);

  /** Deliver again after the delay. */
  CompletableFuture<Void> nak(Delivery delivery, Duration delay);

  /** Never deliver again. */
  CompletableFuture<Void> term(Delivery delivery, String reason);

  /** Restarts the server's ack timer; not confirmed. */
  void inProgress(Delivery delivery);
}
