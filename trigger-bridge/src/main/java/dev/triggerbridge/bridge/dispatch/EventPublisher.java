package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.util.concurrent.CompletableFuture;

/** Publishes returned events. Thread-safe. */
public interface EventPublisher {
  /**
   * Publishes with {@code Nats-Msg-Id}; completes when the stream has acknowledged.
   *
   * @param cause the record that the event answers; its trace goes on unless the event has its own
   */
  CompletableFuture<Void> publish(OutputEvent event, Delivery cause);
}
