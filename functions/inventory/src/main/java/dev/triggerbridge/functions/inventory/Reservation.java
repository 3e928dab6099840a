package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.functions.support.OutputEvent;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The marker and the state of one order. It has no expiry: a duplicate may come at any time.
 *
 * @param orderId of the order
 * @param status where the order stands
 * @param hash of the order that made it; empty for a tombstone, which knows only the id
 * @param items quantities by SKU
 * @param allocations the rows of stock the items were taken from; empty unless they were
 * @param events what every delivery of the order answers
 * @param releaseEvents what every delivery of its cancellation answers
 */
record Reservation(
    String orderId,
    Status status,
    String hash,
    SortedMap<String, Long> items,
    List<Allocation> allocations,
    List<OutputEvent> events,
    List<OutputEvent> releaseEvents) {

  /** Where an order stands. */
  enum Status {
    /** Its stock is set aside. */
    RESERVED,
    /** There was too little; nothing was set aside. */
    REJECTED,
    /** Its stock was set aside and has been returned. */
    RELEASED,
    /** A tombstone: cancelled before it was seen, nothing will be set aside. */
    CANCELLED
  }

  static Reservation reserved(
      Demand demand, List<Allocation> allocations, List<OutputEvent> events) {
    return new Reservation(
        demand.orderId(),
        Status.RESERVED,
        demand.hash(),
        demand.quantities(),
        List.copyOf(allocations),
        events,
        List.of());
  }

  static Reservation rejected(Demand demand, List<OutputEvent> events) {
    return new Reservation(
        demand.orderId(),
        Status.REJECTED,
        demand.hash(),
        demand.quantities(),
        List.of(),
        events,
        List.of());
  }

  static Reservation tombstone(String orderId) {
    return new Reservation(
        orderId, Status.CANCELLED, "", new TreeMap<>(), List.of(), List.of(), List.of());
  }

  Reservation released(List<OutputEvent> releaseEvents) {
    return new Reservation(
        orderId, Status.RELEASED, hash, items, allocations, events, releaseEvents);
  }
}
