package dev.triggerbridge.bridge.dispatch;

/** What one replica knows of a sequence. */
enum RecordFate {
  /** Not delivered to this replica since it started, or so long ago that it has forgotten. */
  UNKNOWN,
  /** Delivered here, and waits for its batch. */
  IN_FLIGHT,
  /** Somebody here works on it. */
  UNDER_WAY,
  /** In flight, and excluded by the filter: its ack is on the way. */
  EXCLUDED,
  /** Acked after it was processed, and the server has confirmed. */
  SETTLED,
  /** Acked without an invocation, and the server has confirmed. */
  FILTERED,
  /** Terminated after its dead letter was stored, and the server has confirmed. */
  DEAD_LETTERED,
  /** Handed back: the server delivers it again, here or to another replica. */
  HANDED_BACK;

  private static final RecordFate[] ALL = values();

  static RecordFate of(byte ordinal) {
    return ALL[ordinal];
  }

  boolean isOpen() {
    return this == IN_FLIGHT || this == UNDER_WAY || this == EXCLUDED;
  }
}
