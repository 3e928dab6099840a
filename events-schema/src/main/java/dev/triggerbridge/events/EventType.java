package dev.triggerbridge.events;

import com.google.protobuf.Message;

/**
 * One kind of event: which subject carries which message in which stream.
 *
 * @param subject the full subject, version included, for example {@code orders.created.v2}
 * @param stream the JetStream stream that stores the subject
 * @param prototype the default instance of the Protobuf message
 */
public record EventType(String subject, String stream, Message prototype) {
  /** The Protobuf full name, for example {@code orders.v2.OrderCreated}. */
  public String dataSchema() {
    return prototype.getDescriptorForType().getFullName();
  }
}
