package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;

/**
 * A delivery with what is remembered of it.
 *
 * @param delivery the delivery
 * @param attempts from the store, or none for a first delivery
 */
record Record(Delivery delivery, Attempts attempts) {
  static Record withoutHistory(Delivery delivery) {
    return new Record(delivery, Attempts.NONE);
  }

  boolean hasFailedBefore() {
    return !attempts.equals(Attempts.NONE);
  }
}
