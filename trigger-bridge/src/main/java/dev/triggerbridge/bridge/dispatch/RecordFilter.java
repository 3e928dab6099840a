package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;

/** Says which records reach the function; the others are acked and counted. */
@FunctionalInterface
public interface RecordFilter {
  /** Lets everything through. */
  RecordFilter ALL = delivery -> true;

  /** Whether the record reaches the function. */
  boolean accepts(Delivery delivery);
}
