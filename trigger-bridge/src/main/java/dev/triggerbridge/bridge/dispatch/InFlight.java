package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The records received and not settled, by sequence; bounds how many are asked for, and by their
 * bytes, too: a few hundred messages can be gigabytes.
 */
final class InFlight {
  private final int capacity;
  private final long capacityBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final ConcurrentHashMap<Long, Delivery> records = new ConcurrentHashMap<>();

  InFlight(int capacity, long capacityBytes) {
    this.capacity = capacity;
    this.capacityBytes = capacityBytes;
  }

  /**
   * Takes a permit. False if this sequence is in flight already: acks are keyed by sequence, so
   * settling the earlier delivery settles this one, too.
   */
  boolean add(Delivery delivery) {
    if (records.putIfAbsent(delivery.sequence(), delivery) != null) {
      return false;
    }
    bytes.addAndGet(delivery.data().length);
    return true;
  }

  /**
   * Gives the permit back. Of this delivery only: after a nak the record may be here again before
   * the confirmation of the nak is.
   */
  void remove(Delivery delivery) {
    records.computeIfPresent(
        delivery.sequence(),
        (sequence, present) -> {
          if (present != delivery) {
            return present;
          }
          bytes.addAndGet(-delivery.data().length);
          return null;
        });
  }

  int size() {
    return records.size();
  }

  /** Whether some delivery of this sequence is in flight. */
  boolean holds(long sequence) {
    return records.containsKey(sequence);
  }

  boolean has(Delivery delivery) {
    return records.get(delivery.sequence()) == delivery;
  }

  /** The same as {@link #available}, whatever the bytes. */
  int availableOfAnySize(int outstanding) {
    return capacity - records.size() - outstanding;
  }

  /** How many more may be asked for while this many are on their way. */
  int available(int outstanding) {
    if (bytes.get() >= capacityBytes) {
      return 0;
    }
    return availableOfAnySize(outstanding);
  }

  int capacity() {
    return capacity;
  }

  Collection<Delivery> all() {
    return records.values();
  }
}
