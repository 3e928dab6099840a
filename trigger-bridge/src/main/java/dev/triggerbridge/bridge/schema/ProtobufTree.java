package dev.triggerbridge.bridge.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/**
 * A Protobuf message as a JSON tree: Protobuf's own JSON mapping (lowerCamelCase names, enums by
 * name, bytes in base64, fields without presence always there), except that 64-bit integers are
 * numbers, so that numeric patterns work on them.
 */
final class ProtobufTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFormat.Printer WELL_KNOWN = JsonFormat.printer();

  private ProtobufTree() {}

  static JsonNode of(Message message) throws InvalidProtocolBufferException {
    if (message.getDescriptorForType().getFullName().startsWith("google.protobuf.")) {
      return wellKnown(message);
    }
    ObjectNode tree = NODES.objectNode();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isMapField()) {
        tree.set(field.getJsonName(), map(field, (List<?>) message.getField(field)));
      } else if (field.isRepeated()) {
        var array = tree.putArray(field.getJsonName());
        for (Object element : (List<?>) message.getField(field)) {
          array.add(value(field, element));
        }
      } else if (!field.hasPresence() || message.hasField(field)) {
        tree.set(field.getJsonName(), value(field, message.getField(field)));
      }
    }
    return tree;
  }

  /** Timestamps, durations, wrappers and structs have a JSON form of their own. */
  private static JsonNode wellKnown(Message message) throws InvalidProtocolBufferException {
    FieldDescriptor only = message.getDescriptorForType().findFieldByName("value");
    if (only != null && message.getDescriptorForType().getFullName().endsWith("64Value")) {
      return value(only, message.getField(only));
    }
    try {
      return MAPPER.readTree(WELL_KNOWN.print(message));
    } catch (JsonProcessingException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private static ObjectNode map(FieldDescriptor field, List<?> entries)
      throws InvalidProtocolBufferException {
    FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
    FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
    ObjectNode tree = NODES.objectNode();
    for (Object entry : entries) {
      if (entry instanceof MapEntry<?, ?> pair) {
        tree.set(String.valueOf(pair.getKey()), value(value, pair.getValue()));
      } else {
        Message pair = (Message) entry;
        tree.set(value(key, pair.getField(key)).asText(), value(value, pair.getField(value)));
      }
    }
    return tree;
  }

  private static JsonNode value(FieldDescriptor field, Object value)
      throws InvalidProtocolBufferException {
    return switch (field.getType()) {
      case BOOL -> NODES.booleanNode((Boolean) value);
      case INT32, SINT32, SFIXED32 -> NODES.numberNode((Integer) value);
      case UINT32, FIXED32 -> NODES.numberNode(Integer.toUnsignedLong((Integer) value));
      case INT64, SINT64, SFIXED64 -> NODES.numberNode((Long) value);
      case UINT64, FIXED64 -> NODES.numberNode(new BigInteger(Long.toUnsignedString((Long) value)));
      case FLOAT -> decimal(((Float) value).doubleValue(), value);
      case DOUBLE -> decimal((Double) value, value);
      case STRING -> NODES.textNode((String) value);
      case BYTES ->
          NODES.textNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case ENUM -> enumName((EnumValueDescriptor) value);
      case MESSAGE, GROUP -> of((Message) value);
    };
  }

  /** A float is shown as it was written, not as the double that is nearest to it. */
  private static JsonNode decimal(double number, Object value) {
    if (!Double.isFinite(number)) {
      return NODES.textNode(value.toString());
    }
    return value instanceof Float single ? NODES.numberNode(single) : NODES.numberNode(number);
  }

  /** A value that the descriptor does not know is shown by its number. */
  private static JsonNode enumName(EnumValueDescriptor value) {
    return value.getIndex() < 0
        ? NODES.numberNode(value.getNumber())
        : NODES.textNode(value.getName());
  }
}
