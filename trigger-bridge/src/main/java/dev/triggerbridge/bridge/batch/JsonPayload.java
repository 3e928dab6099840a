package dev.triggerbridge.bridge.batch;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Looks at a payload as JSON without keeping any of it. */
final class JsonPayload {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonPayload() {}

  /** Whether the payload is one JSON value in UTF-8, so that it can stand inside other JSON. */
  static boolean isJson(byte[] data) {
    if (!mayBeUtf8Json(data)) {
      return false;
    }
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), data)) {
      if (in.nextToken() == null) {
        return false;
      }
      in.skipChildren();
      return in.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Whether the payload is one JSON object in UTF-8. */
  static boolean isObject(byte[] data) {
    for (byte b : data) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return b == '{' && isJson(data);
      }
    }
    return false;
  }

  /** The id of a CloudEvent 1.0 in its JSON format; null if the payload is none. */
  static @Nullable String cloudEventId(byte[] data) {
    if (!mayBeUtf8Json(data)) {
      return null;
    }
    String id = "";
    boolean hasSource = false;
    boolean hasType = false;
    boolean isVersionOne = false;
    try (JsonParser in = STRICT.createParser(ObjectReadContext.empty(), data)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        boolean isText = in.nextToken() == JsonToken.VALUE_STRING;
        switch (name) {
          case "id" -> id = isText ? in.getString() : "";
          case "source" -> hasSource = isText && !in.getString().isEmpty();
          case "type" -> hasType = isText && !in.getString().isEmpty();
          case "specversion" -> isVersionOne = isText && in.getString().equals("1.0");
          default -> in.skipChildren();
        }
      }
      boolean complete = !id.isEmpty() && hasSource && hasType && isVersionOne;
      return complete && in.nextToken() == null ? id : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The parser would guess UTF-16 and UTF-32 from zero bytes and skip a byte order mark. */
  private static boolean mayBeUtf8Json(byte[] data) {
    for (int i = 0; i < Math.min(4, data.length); i++) {
      if (data[i] == 0) {
        return false;
      }
    }
    return data.length > 0 && (data[0] & 0xff) < 0xef && Utf8.isValid(data);
  }
}
