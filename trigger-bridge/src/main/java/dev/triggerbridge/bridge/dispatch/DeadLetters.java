package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;

/** Where records go that no retry can help. */
public interface DeadLetters {
  /**
   * Blocks until the destination has confirmed that it holds the whole record.
   *
   * @throws StoreUnavailableException if it did not, or if there is no destination
   */
  void store(Delivery delivery, AckDecision.DeadLetter reason) throws StoreUnavailableException;
}
