package dev.triggerbridge.bridge.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.schema.Payload;
import dev.triggerbridge.bridge.schema.PayloadReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whether a message bears an id: as a part of a header's value or of its subject, or as the value
 * of a field of its payload. Strings lie in JSON and Protobuf as they are, so a payload is decoded
 * only if the bytes of the id are in it. Pure; thread-safe.
 */
final class IdMatch {
  private final String id;
  private final byte[] bytes;
  private final PayloadReader reader;

  IdMatch(String id, PayloadReader reader) {
    this.id = id;
    this.bytes = id.getBytes(StandardCharsets.UTF_8);
    this.reader = reader;
  }

  boolean matches(Delivery message) {
    if (isPart(message.subject())) {
      return true;
    }
    for (List<String> values : message.headers().values().values()) {
      if (values.stream().anyMatch(this::isPart)) {
        return true;
      }
    }
    int at = indexIn(message.data(), 0);
    return at >= 0 && inPayload(message, at);
  }

  private boolean inPayload(Delivery message, int at) {
    return switch (reader.read(message)) {
      case Payload.Structured(JsonNode tree, String type) -> isValue(tree);
      case Payload.Text(String text) -> isPart(text);
      case Payload.Opaque(String why) -> isField(message.data(), at);
    };
  }

  private boolean isValue(JsonNode tree) {
    if (tree.isValueNode()) {
      return tree.asText().equals(id);
    }
    for (JsonNode child : tree) {
      if (isValue(child)) {
        return true;
      }
    }
    return false;
  }

  /** In Protobuf of an unknown type a string follows its length. */
  private boolean isField(byte[] data, int first) {
    for (int at = first; at >= 0; at = indexIn(data, at + 1)) {
      if (at > 0 && bytes.length < 0x80 && data[at - 1] == bytes.length) {
        return true;
      }
    }
    return false;
  }

  /** With nothing of an id before or behind it: order-1 is no part of order-17. */
  private boolean isPart(String text) {
    for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
      int end = at + id.length();
      if ((at == 0 || !isOfId(text.charAt(at - 1)))
          && (end == text.length() || !isOfId(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfId(char character) {
    return Character.isLetterOrDigit(character) || character == '-' || character == '_';
  }

  private int indexIn(byte[] data, int from) {
    for (int at = from; at <= data.length - bytes.length; at++) {
      int same = 0;
      while (same < bytes.length && data[at + same] == bytes[same]) {
        same++;
      }
      if (same == bytes.length) {
        return at;
      }
    }
    return -1;
  }
}
