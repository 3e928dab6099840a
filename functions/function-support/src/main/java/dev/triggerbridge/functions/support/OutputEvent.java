package dev.triggerbridge.functions.support;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;

/**
 * One event to publish.
 *
 * @param id deterministic, the same for every trigger of the same effect; becomes {@code
 *     Nats-Msg-Id} and equals the payload's {@code message_id}
 * @param subject where to publish; must be among the mapping's {@code outputSubjects}
 * @param dataSchema full name of the Protobuf message
 * @param data the Protobuf encoding
 */
public record OutputEvent(String id, String subject, String dataSchema, ByteString data) {

  /** The content type of {@link #data()}. */
  public static final String CONTENT_TYPE = "application/x-protobuf";

  public OutputEvent {
    if (id.isBlank() || subject.isBlank() || dataSchema.isBlank()) {
      throw new IllegalArgumentException(
          "an event needs id, subject and dataSchema: got '%s', '%s', '%s'"
              .formatted(id, subject, dataSchema));
    }
  }

  public OutputEvent(String id, String subject, Message payload) {
    this(id, subject, payload.getDescriptorForType().getFullName(), payload.toByteString());
  }
}
