package dev.triggerbridge.bridge.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of one stream message.
 *
 * @param stream name of the stream
 * @param epoch changes when the stream is made anew
 * @param sequence position in the stream
 * @param subject the message's subject
 * @param headers the message's headers
 * @param data the unchanged payload; not copied, so nobody may write to it
 * @param timestamp when the stream stored it
 * @param deliveryCount 1 for the first delivery
 * @param pending how many messages the consumer still had behind it
 * @param ack settles this delivery
 */
public record Delivery(
    String stream,
    String epoch,
    long sequence,
    String subject,
    Headers headers,
    byte[] data,
    Instant timestamp,
    long deliveryCount,
    long pending,
    AckToken ack) {
  /** Identifies the record within its stream: {@code ORDERS/9812}. */
  public String id() {
    return stream + "/" + sequence;
  }

  /** {@code Nats-Msg-Id}, else stream, epoch and sequence. */
  public String messageId() {
    String id = headers.first("Nats-Msg-Id");
    return id == null ? stream + "/" + epoch + "/" + sequence : id;
  }

  /** The producer's {@code Content-Type}, or null. */
  public @Nullable String contentType() {
    return headers.first("Content-Type");
  }

  /** The producer's {@code Data-Schema}, or null. */
  public @Nullable String dataSchema() {
    return headers.first("Data-Schema");
  }

  /** The trace id of the W3C {@code traceparent} header, or null. */
  public @Nullable String traceId() {
    String parent = headers.first("traceparent");
    return parent != null && parent.length() >= 35 ? parent.substring(3, 35) : null;
  }
}
