package dev.triggerbridge.functions.support;

import java.util.List;

/**
 * Bounds on what one record may return. Checked before the effect is written: events that cannot be
 * stored or answered must fail while nothing has happened yet.
 */
public final class EventSizes {
  /** Bytes of all events of one record: they are stored in one DynamoDB item of at most 400 KB. */
  public static final int MAX_STORED_BYTES = 300 * 1024;

  private static final int OVERHEAD_BYTES = 64;

  private EventSizes() {}

  /**
   * Returns the events unchanged if they can be stored and answered.
   *
   * @throws EventsTooLargeException naming the event and the limit; uncaught, it rejects the record
   */
  public static List<OutputEvent> check(List<OutputEvent> events) {
    long total = 0;
    for (OutputEvent event : events) {
      total += storedBytes(event);
      if (total > MAX_STORED_BYTES) {
        throw new EventsTooLargeException(
            "event %s on %s brings the returned events to %d bytes, more than the %d that can be stored with the effect: publish a reference instead"
                .formatted(event.id(), event.subject(), total, MAX_STORED_BYTES));
      }
    }
    return events;
  }

  private static long storedBytes(OutputEvent event) {
    return (long) event.id().length()
        + event.subject().length()
        + event.dataSchema().length()
        + event.data().size()
        + OVERHEAD_BYTES;
  }

  /** The events of a record are larger than can be stored with its effect. */
  public static final class EventsTooLargeException extends RuntimeException {
    EventsTooLargeException(String message) {
      super(message);
    }
  }
}
