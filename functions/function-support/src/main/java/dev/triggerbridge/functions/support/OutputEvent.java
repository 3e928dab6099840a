package dev.triggerbridge.functions.support;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event to publish.
 *
 * @param id deterministic, the same for every trigger of the same effect; becomes {@code
 *     Nats-Msg-Id} and equals the payload's {@code message_id}
 * @param subject where to publish; must be among the mapping's {@code outputSubjects}
 * @param dataSchema full name of the Protobuf message
 * @param data the Protobuf encoding
 * @param deliverAt publish no earlier than this, or null for at once; the bridge keeps it until
 *     then
 */
public record OutputEvent(
    String id, String subject, String dataSchema, ByteString data, @Nullable Instant deliverAt) {

  /** The content type of {@link #data()}. */
  public static final String CONTENT_TYPE = "application/x-protobuf";

  public OutputEvent {
    if (id.isBlank() || subject.isBlank() || dataSchema.isBlank()) {
      throw new IllegalArgumentException(
          "an event needs id, subject and dataSchema: got '%s', '%s', '%s'"
              .formatted(id, subject, dataSchema));
    }
  }

  /** An event to publish at once. */
  public OutputEvent(String id, String subject, String dataSchema, ByteString data) {
    this(id, subject, dataSchema, data, null);
  }

  /** An event to publish at once. */
  public OutputEvent(String id, String subject, Message payload) {
    this(id, subject, payload.getDescriptorForType().getFullName(), payload.toByteString(), null);
  }

  /** The same event, published no earlier than the given time. */
  public OutputEvent deliveredAt(Instant time) {
    return new OutputEvent(id, subject, dataSchema, data, time);
  }
}
