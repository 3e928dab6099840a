package dev.triggerbridge.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A block of one of our YAML files; what is missing or unknown is named with its place. */
record Fields(String place, Map<String, @Nullable Object> values) {
  static Fields read(Path file) throws IOException {
    Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return of(file.getFileName().toString(), root);
  }

  static Fields of(String place, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(place + ": must be a block of properties");
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach((key, each) -> values.put(String.valueOf(key), each));
    return new Fields(place, values);
  }

  /** Fails if there is a property with another name. */
  Fields only(String... known) {
    for (String key : values.keySet()) {
      if (!Set.of(known).contains(key)) {
        throw new IllegalArgumentException(
            place + "." + key + ": is unknown; there are " + String.join(", ", known));
      }
    }
    return this;
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  String text(String key) {
    return String.valueOf(required(key));
  }

  /** A text that matches a pattern. */
  String matching(String key, String pattern) {
    String value = text(key);
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException(
          "%s.%s = %s: must match %s".formatted(place, key, value, pattern));
    }
    return value;
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key)).map(String::valueOf);
  }

  double number(String key) {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          place + "." + key + " = " + text(key) + ": must be a number", e);
    }
  }

  int whole(String key) {
    return (int) number(key);
  }

  Fields block(String key) {
    return of(place + "." + key, required(key));
  }

  /** Empty if the property is absent. */
  Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      block(key).values().forEach((name, value) -> texts.put(name, String.valueOf(value)));
    }
    return texts;
  }

  List<Fields> blocks(String key) {
    if (!(required(key) instanceof List<?> list)) {
      throw new IllegalArgumentException(place + "." + key + ": must be a list");
    }
    List<Fields> blocks = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      blocks.add(of(place + "." + key + "[" + i + "]", list.get(i)));
    }
    return blocks;
  }

  private Object required(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(place + "." + key + ": is missing");
    }
    return value;
  }
}
