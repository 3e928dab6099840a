package dev.triggerbridge.infra.capacity.simulation;

/** The messages of one order that is paid and reserved at once. */
public enum Kind {
  /** From outside. */
  PLACED,
  /** From the order function. */
  CREATED,
  /** From the payment function. */
  COMPLETED,
  /** From the inventory function. */
  RESERVED,
  /** From the order function, when payment and inventory have both been heard of. */
  CONFIRMED,
  /** Comes when its time has come, for each order. */
  DEADLINE
}
