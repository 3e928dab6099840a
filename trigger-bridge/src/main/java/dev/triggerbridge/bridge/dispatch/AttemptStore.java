package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;

/**
 * Remembers failing records over redeliveries, restarts and replicas. Written only on failure.
 * Methods block.
 */
public interface AttemptStore {
  /** What is remembered, {@link Attempts#NONE} if nothing. */
  Attempts find(Delivery delivery) throws StoreUnavailableException;

  /** Remembers. */
  void save(Delivery delivery, Attempts attempts) throws StoreUnavailableException;

  /** Forgets; never fails, since what is left over expires. */
  void forget(Delivery delivery);
}
