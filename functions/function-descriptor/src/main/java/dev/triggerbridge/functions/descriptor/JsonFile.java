package dev.triggerbridge.functions.descriptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON object as maps, lists, strings, numbers, booleans and nulls. Jackson's core alone
 * does it: its data binding would have to agree on a version with CDK, Spring and DynamoDB Local,
 * which bring three.
 */
final class JsonFile {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonFile() {}

  /** The file's object, or null after adding a problem. */
  @SuppressWarnings("unchecked")
  static @Nullable Map<String, @Nullable Object> read(Path file, List<String> problems) {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
      Object value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        problems.add(file + ": has something after its first value: remove it");
      } else if (value instanceof Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
      } else {
        problems.add(file + ": is not a JSON object: write { … }");
      }
    } catch (JacksonException e) {
      problems.add(
          "%s: line %d, column %d is not JSON: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add(
          "%s: cannot be read (%s): give the path of a readable %s"
              .formatted(file, e.getClass().getSimpleName(), FunctionDescriptor.FILE_NAME));
    }
    return null;
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      object.put(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token));
    }
    return array;
  }
}
