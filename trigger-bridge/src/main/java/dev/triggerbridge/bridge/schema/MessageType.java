package dev.triggerbridge.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;

/** One Protobuf message type. Immutable; thread-safe. */
public final class MessageType {
  private final Descriptor descriptor;

  MessageType(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Its full name. */
  public String name() {
    return descriptor.getFullName();
  }

  Descriptor descriptor() {
    return descriptor;
  }

  /** The message as a JSON tree; empty if the bytes are no message at all. */
  Optional<JsonNode> read(byte[] data) {
    try {
      return Optional.of(ProtobufTree.of(DynamicMessage.parseFrom(descriptor, data)));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }
}
