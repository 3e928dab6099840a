package dev.triggerbridge.local.system.crash.work;

/** The orders of the workload, one of each, by the path that they take. */
public enum OrderKind {
  /** In stock, paid; published twice under two NATS ids. Confirmed. */
  PLAIN,
  /** v1 JSON of another producer, without headers and items. Confirmed. */
  FOREIGN,
  /** The gateway first answers 429. Confirmed. */
  THROTTLED,
  /** The gateway charges and the connection drops: UNKNOWN, asked for, found. Confirmed. */
  UNCLEAR,
  /** The card is declined: cancelled, and what was reserved is released. */
  DECLINED,
  /** The same once more, so that a process can die twice where only a release comes. */
  ALSO_DECLINED,
  /** The item is sold out: cancelled, and what was charged is refunded. */
  SOLD_OUT,
  /** Sold out, and the gateway never confirms: cancelled before anything is charged. */
  WITHDRAWN,
  /** Inventory's no is there before the order: it is created cancelled. */
  FACT_FIRST,
  /** The deadline is there before the order: a tombstone in every table. */
  DEADLINE_FIRST,
  /**
   * More SKUs than can be reserved: a dead letter, and at the deadline cancelled; the refund is
   * made, and its connection drops. Takes seconds.
   */
  UNANSWERED,
  /** No order at all: a dead letter. */
  POISON,
  /** The same once more, so that a process can die twice where only a dead letter comes. */
  ALSO_POISON
}
