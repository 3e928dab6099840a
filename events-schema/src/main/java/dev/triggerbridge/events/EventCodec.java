package dev.triggerbridge.events;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads as their {@code Content-Type} says; without one, as JSON if they parse as a JSON
 * object and as Protobuf otherwise, so that a producer of plain JSON just works. Thread-safe.
 */
public final class EventCodec {
  /** Content type of Protobuf's binary format. */
  public static final String PROTOBUF = "application/x-protobuf";

  /** Content type of Protobuf's JSON mapping; field names in camelCase or as in the schema. */
  public static final String JSON = "application/json";

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final JsonFormat.Parser JSON_PARSER = JsonFormat.parser().ignoringUnknownFields();

  private EventCodec() {}

  /**
   * Decodes without validating; see {@link EventValidation}.
   *
   * @param contentType the value of the header, parameters allowed, or null without a header
   * @throws InvalidEventException {@code INVALID_PAYLOAD} if the bytes are not what they should be,
   *     {@code UNSUPPORTED_CONTENT_TYPE} for another content type
   */
  public static Message decode(EventType type, @Nullable String contentType, byte[] data)
      throws InvalidEventException {
    if (contentType == null || contentType.isBlank()) {
      String text = jsonObject(data);
      return text != null ? fromJson(type, text) : fromProtobuf(type, data);
    }
    return switch (mediaType(contentType)) {
      case "application/json", "text/json" -> fromJson(type, withoutMark(utf8(data)));
      case "application/x-protobuf", "application/protobuf", "application/vnd.google.protobuf" ->
          fromProtobuf(type, data);
      default ->
          throw new InvalidEventException(
              "UNSUPPORTED_CONTENT_TYPE",
              "Content-Type",
              contentType,
              "send " + PROTOBUF + " or " + JSON);
    };
  }

  /** Protobuf's binary format. */
  public static byte[] encode(Message event) {
    return event.toByteArray();
  }

  private static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static Message fromProtobuf(EventType type, byte[] data) throws InvalidEventException {
    try {
      return type.prototype().getParserForType().parseFrom(data);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidEventException(
          "INVALID_PAYLOAD",
          "payload",
          data.length + " bytes",
          "neither a JSON object nor the Protobuf message "
              + type.dataSchema()
              + "; encode it as one of them");
    }
  }

  private static Message fromJson(EventType type, String text) throws InvalidEventException {
    Message.Builder builder = type.prototype().newBuilderForType();
    try {
      JSON_PARSER.merge(text, builder);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidEventException(
          "INVALID_PAYLOAD",
          "payload",
          text.length() + " characters of JSON",
          "does not map to " + type.dataSchema() + ": " + firstLine(e.getMessage()));
    }
    return builder.build();
  }

  /** The text if the bytes are a JSON object, else null. */
  private static @Nullable String jsonObject(byte[] data) {
    if (!startsLikeAnObject(data)) {
      return null;
    }
    try {
      String text = withoutMark(utf8(data));
      JsonReader json = new JsonReader(new StringReader(text));
      json.setStrictness(Strictness.STRICT);
      boolean object = JsonParser.parseReader(json).isJsonObject();
      return object && json.peek() == JsonToken.END_DOCUMENT ? text : null;
    } catch (InvalidEventException | JsonParseException | IOException e) {
      return null;
    }
  }

  /** Spares Protobuf payloads the attempt to parse them as text. */
  private static boolean startsLikeAnObject(byte[] data) {
    int at = data.length >= 3 && data[0] == (byte) 0xEF && data[1] == (byte) 0xBB ? 3 : 0;
    while (at < data.length
        && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t')) {
      at++;
    }
    return at < data.length && data[at] == '{';
  }

  private static String utf8(byte[] data) throws InvalidEventException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidEventException(
          "INVALID_PAYLOAD", "payload", data.length + " bytes", "JSON must be UTF-8");
    }
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Parser messages can quote the input after their first line. */
  private static String firstLine(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.length() > 120 ? line.substring(0, 120) : line;
  }
}
