package dev.triggerbridge.functions.saga;

import java.util.Set;

/** A function that takes part, and what the mappings of the order system deliver to it. */
enum Participant {
  ORDER(
      Set.of(
          "orders.placed.v1",
          "orders.created.v1",
          "orders.created.v2",
          "orders.deadline.v1",
          "payments.completed.v1",
          "payments.failed.v1",
          "inventory.reserved.v1",
          "inventory.rejected.v1")),
  PAYMENT(Set.of("orders.created.v1", "orders.created.v2", "orders.cancelled.v1")),
  INVENTORY(Set.of("orders.created.v1", "orders.created.v2", "orders.cancelled.v1"));

  private final Set<String> subjects;

  Participant(Set<String> subjects) {
    this.subjects = subjects;
  }

  boolean reads(String subject) {
    return subjects.contains(subject);
  }
}
