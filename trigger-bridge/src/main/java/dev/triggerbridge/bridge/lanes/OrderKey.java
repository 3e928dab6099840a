package dev.triggerbridge.bridge.lanes;

/** What a record is ordered by. */
public sealed interface OrderKey {
  /** In order with all records of the same key. */
  record Keyed(String key) implements OrderKey {}

  /** It names no key, so there is nothing that it has to follow. */
  record None() implements OrderKey {}

  /**
   * It may have a key that cannot be read: processing it could break an order.
   *
   * @param message what is wrong and what to do; without anything from the record
   */
  record Unreadable(String message) implements OrderKey {}
}
