package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;

/** The records received and not settled, by sequence; bounds how many are asked for. */
final class InFlight {
  private final int capacity;
  private final ConcurrentHashMap<Long, Delivery> records = new ConcurrentHashMap<>();

  InFlight(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes a permit. False if this sequence is in flight already: acks are keyed by sequence, so
   * settling the earlier delivery settles this one, too.
   */
  boolean add(Delivery delivery) {
    return records.putIfAbsent(delivery.sequence(), delivery) == null;
  }

  /**
   * Gives the permit back. Of this delivery only: after a nak the record may be here again before
   * the confirmation of the nak is.
   */
  void remove(Delivery delivery) {
    records.computeIfPresent(
        delivery.sequence(), (sequence, present) -> present == delivery ? null : present);
  }

  int size() {
    return records.size();
  }

  /** How many more may be asked for while this many are on their way. */
  int available(int outstanding) {
    return capacity - records.size() - outstanding;
  }

  int capacity() {
    return capacity;
  }

  Collection<Delivery> all() {
    return records.values();
  }
}
