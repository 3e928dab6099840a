package dev.triggerbridge.functions.saga;

import com.google.protobuf.ByteString;

/**
 * A message on its way to one participant.
 *
 * @param to who gets it
 * @param name what it is, without the order's id: deliveries of two orders compare by it
 * @param subject as published
 * @param data its payload
 */
record Delivery(Participant to, String name, String subject, ByteString data)
    implements Comparable<Delivery> {

  /** Says what and to whom; the key of this delivery within one order. */
  String label() {
    return name + ">" + to;
  }

  /** Whether it makes the order known; such a one may end in the dead letters for ever. */
  boolean isCreation() {
    return subject.startsWith("orders.placed.") || subject.startsWith("orders.created.");
  }

  @Override
  public int compareTo(Delivery other) {
    return label().compareTo(other.label());
  }
}
