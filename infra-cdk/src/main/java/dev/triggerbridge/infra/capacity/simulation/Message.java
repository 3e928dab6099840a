package dev.triggerbridge.infra.capacity.simulation;

import org.jspecify.annotations.Nullable;

/** A message of a stream; several mappings may read it. Equal to itself only. */
final class Message {
  final Kind kind;
  final Order order;
  final long storedAt;

  Message(Kind kind, Order order, long storedAt) {
    this.kind = kind;
    this.order = order;
    this.storedAt = storedAt;
  }

  /** An order, and which of payment and inventory it has heard of. */
  static final class Order {
    final long placedAt;
    private boolean completed;
    private boolean reserved;
    private @Nullable Kind last;

    Order(long placedAt) {
      this.placedAt = placedAt;
    }

    /** Whether this was the last that was missing; of a redelivery the answer is the same. */
    boolean isCompletedBy(Kind kind) {
      completed |= kind == Kind.COMPLETED;
      reserved |= kind == Kind.RESERVED;
      if (completed && reserved && last == null) {
        last = kind;
      }
      return last == kind;
    }
  }
}
