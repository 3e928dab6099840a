package dev.triggerbridge.functions.payment.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON document as maps, lists, texts and numbers: data binding costs too much cold start. */
record JsonTree(@Nullable Object value) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Parses a document.
   *
   * @throws IOException if it is no JSON
   */
  static JsonTree parse(byte[] document) throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
      parser.nextToken();
      return new JsonTree(read(parser));
    } catch (JacksonException e) {
      throw new IOException("the answer is no JSON", e);
    }
  }

  /** The member of an object; a tree of null if there is none. */
  JsonTree at(String name) {
    return new JsonTree(value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  /** The text, or an empty one. */
  String text() {
    return value instanceof String text ? text : "";
  }

  /** The number, or 0. */
  long number() {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** The elements, or none. */
  List<JsonTree> elements() {
    List<JsonTree> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(element -> elements.add(new JsonTree(element)));
    }
    return elements;
  }

  private static @Nullable Object read(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, read(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(read(parser));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }
}
