package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;

/**
 * A delivery with what is remembered of it.
 *
 * @param delivery the delivery
 * @param attempts from the store, or none for a first delivery
 * @param held how often it has been held since it was received
 */
record Record(Delivery delivery, Attempts attempts, int held) {
  static Record withoutHistory(Delivery delivery) {
    return new Record(delivery, Attempts.NONE, 0);
  }

  static Record with(Delivery delivery, Attempts attempts) {
    return new Record(delivery, attempts, 0);
  }

  Record heldOnceMore() {
    return new Record(delivery, attempts, held + 1);
  }

  Record remembering(Attempts changed) {
    return new Record(delivery, changed, held);
  }

  boolean hasFailedBefore() {
    return !attempts.equals(Attempts.NONE);
  }
}
