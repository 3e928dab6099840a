package dev.triggerbridge.local.system.snapshot;

/**
 * A durable consumer as the server sees it.
 *
 * @param stream its stream
 * @param name its name, which is its mapping's
 * @param pending messages that match its filter and were never delivered
 * @param unacknowledged messages delivered and not settled
 * @param deliveries deliveries made so far, redeliveries included
 * @param matched messages of the stream up to its last delivered one that match its filter
 */
public record ConsumerState(
    String stream, String name, long pending, long unacknowledged, long deliveries, long matched) {

  /** Deliveries beyond the first of each message. */
  public long redeliveries() {
    return Math.max(0, deliveries - matched);
  }
}
