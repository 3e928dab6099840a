package dev.triggerbridge.bridge.deadletter;

import java.time.Instant;

/**
 * Where a dead letter came from.
 *
 * @param mapping that gave the record up
 * @param stream that has, or had, the original message
 * @param epoch of the stream: (stream, epoch, sequence) is unique for ever
 * @param consumer of the mapping
 * @param sequence in the stream
 * @param subject of the original message
 * @param timestamp when the stream stored it
 * @param messageId {@code Nats-Msg-Id}, else stream, epoch and sequence
 */
public record Origin(
    String mapping,
    String stream,
    String epoch,
    String consumer,
    long sequence,
    String subject,
    Instant timestamp,
    String messageId) {
  /** The record's id as its function knows it: {@code ORDERS/9812}. */
  public String recordId() {
    return stream + "/" + sequence;
  }
}
