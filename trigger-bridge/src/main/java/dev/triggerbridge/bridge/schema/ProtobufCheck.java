package dev.triggerbridge.bridge.schema;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.triggerbridge.bridge.message.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Payloads are messages of one Protobuf type, in binary or, if {@code Content-Type} or their first
 * character says so, in JSON. Fields that the type does not know are no fault: a newer producer may
 * send them.
 */
public final class ProtobufCheck implements SchemaCheck {
  private static final JsonFormat.Parser JSON = JsonFormat.parser().ignoringUnknownFields();

  private final MessageType type;

  /** For one type. */
  public ProtobufCheck(MessageType type) {
    this.type = type;
  }

  @Override
  public Optional<Violation> violation(Delivery delivery) {
    try {
      return PayloadReader.isJson(delivery) ? ofJson(delivery.data()) : ofBinary(delivery.data());
    } catch (InvalidProtocolBufferException e) {
      return Violation.whole("is no " + type.name() + ": " + e.getMessage());
    }
  }

  private Optional<Violation> ofJson(byte[] data) throws InvalidProtocolBufferException {
    String text = new String(data, StandardCharsets.UTF_8);
    JSON.merge(
        text.startsWith("\uFEFF") ? text.substring(1) : text,
        DynamicMessage.newBuilder(type.descriptor()));
    return Optional.empty();
  }

  private Optional<Violation> ofBinary(byte[] data) throws InvalidProtocolBufferException {
    Message message = DynamicMessage.parseFrom(type.descriptor(), data);
    if (message.getAllFields().isEmpty() && !message.getUnknownFields().asMap().isEmpty()) {
      return Violation.whole("has no field of " + type.name());
    }
    return wrongWireType(message, "");
  }

  /** The parser takes a field of another wire type for one that it does not know. */
  private static Optional<Violation> wrongWireType(Message message, String path) {
    for (int number : message.getUnknownFields().asMap().keySet()) {
      FieldDescriptor declared = message.getDescriptorForType().findFieldByNumber(number);
      if (declared != null) {
        return Optional.of(
            new Violation(
                path + declared.getName(),
                "is not encoded as "
                    + declared.getType().name().toLowerCase(java.util.Locale.ROOT)));
      }
    }
    for (var field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        List<?> values =
            field.getValue() instanceof List<?> many ? many : List.of(field.getValue());
        for (Object value : values) {
          Optional<Violation> inside =
              wrongWireType((Message) value, path + field.getKey().getName() + ".");
          if (inside.isPresent()) {
            return inside;
          }
        }
      }
    }
    return Optional.empty();
  }
}
