package dev.triggerbridge.bridge.console.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The fields of a request's JSON object: texts, flags, lists of texts, and maps of such lists. */
final class Fields {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Object> values;

  private Fields(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads an object.
   *
   * @throws ProblemException if it is none
   */
  static Fields read(byte[] body) throws ProblemException {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        return new Fields(object(in));
      }
    } catch (JacksonException e) {
      // Its message quotes the body.
    }
    throw new ProblemException(
        Problem.of("", "", "the body is no JSON object of texts, flags and lists", "Send one"));
  }

  /** The text; blank counts as absent. */
  Optional<String> text(String name) throws ProblemException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text).filter(some -> !some.isBlank());
    }
    throw new ProblemException(Problem.of(name, "", "is not a text", "Send it in quotes"));
  }

  String required(String name, String remedy) throws ProblemException {
    return text(name)
        .orElseThrow(() -> new ProblemException(Problem.of(name, "", "is missing", remedy)));
  }

  boolean flag(String name) throws ProblemException {
    Object value = values.getOrDefault(name, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new ProblemException(
        Problem.of(name, String.valueOf(value), "is not a flag", "Send true or false"));
  }

  List<String> texts(String name) throws ProblemException {
    return texts(name, values.getOrDefault(name, List.of()));
  }

  /** A map whose values are lists of texts. */
  Map<String, List<String>> lists(String name) throws ProblemException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    if (values.getOrDefault(name, Map.of()) instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        lists.put(
            String.valueOf(entry.getKey()), texts(name, Optional.ofNullable(entry.getValue())));
      }
      return lists;
    }
    throw new ProblemException(
        Problem.of(name, "", "is not an object", "Send {\"Name\": [\"value\"]}"));
  }

  private static List<String> texts(String name, Object value) throws ProblemException {
    Object list = value instanceof Optional<?> option ? option.orElse(null) : value;
    if (list instanceof List<?> some && some.stream().allMatch(String.class::isInstance)) {
      return some.stream().map(String.class::cast).toList();
    }
    throw new ProblemException(
        Problem.of(name, "", "is not a list of texts", "Send [\"one\", \"another\"]"));
  }

  private static Map<String, Object> object(JsonParser in) {
    Map<String, Object> values = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      Object value = value(in);
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  private static @org.jspecify.annotations.Nullable Object value(JsonParser in) {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT -> object(in);
      case START_ARRAY -> {
        List<Object> many = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          Object one = value(in);
          if (one != null) {
            many.add(one);
          }
        }
        yield many;
      }
      default -> in.getString();
    };
  }
}
