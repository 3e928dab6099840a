package dev.triggerbridge.bridge.schema;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.triggerbridge.bridge.message.Delivery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads: as what {@code Content-Type} says; without one as JSON if it is a JSON object or
 * array, else as Protobuf if the type is known, else as text. Thread-safe.
 */
public final class PayloadReader {
  private final MessageTypes types;

  /** Decodes Protobuf through these types. */
  public PayloadReader(MessageTypes types) {
    this.types = types;
  }

  /** Never throws: what cannot be read is opaque. */
  public Payload read(Delivery delivery) {
    return switch (Format.of(delivery.contentType())) {
      case JSON -> json(delivery.data()).orElseGet(() -> text(delivery.data()));
      case PROTOBUF -> protobuf(delivery);
      case OTHER ->
          json(delivery.data())
              .orElseGet(
                  () ->
                      types.of(delivery).isPresent() ? protobuf(delivery) : text(delivery.data()));
    };
  }

  /** Whether the payload is JSON, or means to be. */
  static boolean isJson(Delivery delivery) {
    return switch (Format.of(delivery.contentType())) {
      case JSON -> true;
      case PROTOBUF -> false;
      case OTHER -> json(delivery.data()).isPresent();
    };
  }

  private Payload protobuf(Delivery delivery) {
    Optional<MessageType> type = types.of(delivery);
    if (type.isEmpty()) {
      return new Payload.Opaque("it is Protobuf of a type that schemas do not name");
    }
    return type.get()
        .read(delivery.data())
        .<Payload>map(tree -> new Payload.Structured(tree, type.get().name()))
        .orElseGet(() -> new Payload.Opaque("it cannot be decoded as " + type.get().name()));
  }

  private static Optional<Payload> json(byte[] data) {
    if (!beginsLikeJson(data)) {
      return Optional.empty();
    }
    try {
      JsonNode tree = Json.MAPPER.readTree(data);
      return tree != null && tree.isContainerNode()
          ? Optional.of(new Payload.Structured(tree, ""))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Spares Protobuf and text a parser that fails. */
  private static boolean beginsLikeJson(byte[] data) {
    int at = data.length >= 3 && data[0] == (byte) 0xEF && data[1] == (byte) 0xBB ? 3 : 0;
    while (at < data.length
        && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r')) {
      at++;
    }
    return at < data.length && (data[at] == '{' || data[at] == '[');
  }

  private static Payload text(byte[] data) {
    try {
      return new Payload.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
    } catch (CharacterCodingException e) {
      return new Payload.Opaque("it is neither JSON nor text in UTF-8");
    }
  }

  /** Loaded with the first payload: a bridge without criteria does without this library. */
  private static final class Json {
    static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
  }

  /** What a content type promises. */
  enum Format {
    JSON,
    PROTOBUF,
    OTHER;

    static Format of(@Nullable String contentType) {
      if (contentType == null) {
        return OTHER;
      }
      String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      return switch (type) {
        case "application/json", "text/json" -> JSON;
        case "application/x-protobuf", "application/protobuf", "application/vnd.google.protobuf" ->
            PROTOBUF;
        default -> type.endsWith("+json") ? JSON : OTHER;
      };
    }
  }
}
