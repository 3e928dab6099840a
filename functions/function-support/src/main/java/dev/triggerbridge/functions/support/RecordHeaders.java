package dev.triggerbridge.functions.support;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** Names and typed readers of the headers on the messages that typed functions receive. */
public final class RecordHeaders {
  /** String: the payload's message_id if it has one, else the transport's. */
  public static final String MESSAGE_ID = "nats-message-id";

  /** String: as published. */
  public static final String SUBJECT = "nats-subject";

  /** String: the JetStream stream. */
  public static final String STREAM = "nats-stream";

  /** String: the stream's epoch. */
  public static final String EPOCH = "nats-epoch";

  /** Long: the sequence in the stream. */
  public static final String STREAM_SEQUENCE = "nats-stream-sequence";

  /** Long: 1 for the first delivery. */
  public static final String DELIVERY_COUNT = "nats-delivery-count";

  /** String, optional: the ordering key. */
  public static final String KEY = "nats-key";

  /** Instant, optional: when the stream stored the record. */
  public static final String TIMESTAMP = "nats-timestamp";

  /** String: the mapping that delivered the record. */
  public static final String MAPPING = "nats-mapping";

  /** String, optional: W3C trace context. */
  public static final String TRACEPARENT = "nats-traceparent";

  /** Map of String to List of String: the NATS headers, under one name so that none can collide. */
  public static final String NATS_HEADERS = "nats-headers";

  private RecordHeaders() {}

  /** The id of the message: the payload's own if it has one, else the transport's. */
  public static String messageId(Message<?> message) {
    return required(message, MESSAGE_ID, String.class);
  }

  /** The subject it was published on. */
  public static String subject(Message<?> message) {
    return required(message, SUBJECT, String.class);
  }

  /** The stream it is from. */
  public static String stream(Message<?> message) {
    return required(message, STREAM, String.class);
  }

  /** The sequence in that stream. */
  public static long streamSequence(Message<?> message) {
    return required(message, STREAM_SEQUENCE, Long.class);
  }

  /** 1 for the first delivery. */
  public static long deliveryCount(Message<?> message) {
    return required(message, DELIVERY_COUNT, Long.class);
  }

  /** When the stream stored it, or null. */
  public static @Nullable Instant timestamp(Message<?> message) {
    return message.getHeaders().get(TIMESTAMP, Instant.class);
  }

  /** The NATS headers. */
  @SuppressWarnings("unchecked")
  public static Map<String, List<String>> natsHeaders(Message<?> message) {
    return required(message, NATS_HEADERS, Map.class);
  }

  private static <T> T required(Message<?> message, String name, Class<T> type) {
    return Objects.requireNonNull(
        message.getHeaders().get(name, type), () -> "the message has no header " + name);
  }
}
