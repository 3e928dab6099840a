package dev.triggerbridge.functions.descriptor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Typed readers of one JSON object. A reader that finds a problem returns a placeholder. */
final class JsonFields {
  private final Path file;
  private final String prefix;
  private final Map<String, @Nullable Object> json;
  private final List<String> problems;
  private final Set<String> known = new HashSet<>();

  JsonFields(Path file, String prefix, Map<String, @Nullable Object> json, List<String> problems) {
    this.file = file;
    this.prefix = prefix;
    this.json = json;
    this.problems = problems;
  }

  Set<String> names() {
    return json.keySet();
  }

  String text(String name, Pattern pattern, String expected) {
    known.add(name);
    if (json.get(name) instanceof String text && pattern.matcher(text).matches()) {
      return text;
    }
    wrong(name, expected);
    return "";
  }

  @Nullable String optionalText(String name, Pattern pattern, String expected) {
    known.add(name);
    return json.get(name) == null ? null : text(name, pattern, expected);
  }

  List<String> optionalTexts(String name, Pattern pattern, String expected) {
    known.add(name);
    Object value = json.get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof String text && pattern.matcher(text).matches()) {
          texts.add(text);
        }
      }
      if (texts.size() == list.size() && texts.size() == Set.copyOf(texts).size()) {
        return List.copyOf(texts);
      }
    }
    wrong(name, "a list of different " + expected);
    return List.of();
  }

  int number(String name, int least, int most, String unit) {
    known.add(name);
    if (json.get(name) instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    wrong(name, "a whole number of %s from %d to %d".formatted(unit, least, most));
    return least;
  }

  @Nullable JsonFields optionalObject(String name) {
    known.add(name);
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JsonFile makes no other maps.
      Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
      return new JsonFields(file, prefix + name + ".", object, problems);
    }
    wrong(name, "an object, or leave it out");
    return null;
  }

  void refuseUnknown() {
    for (String name : json.keySet()) {
      if (!known.contains(name)) {
        problem(name, "is not known: remove it, or use one of " + new TreeSet<>(known));
      }
    }
  }

  void problem(String name, String text) {
    problems.add("%s: %s%s %s".formatted(file, prefix, name, text));
  }

  private void wrong(String name, String expected) {
    if (json.containsKey(name)) {
      Object value = json.get(name);
      String shown = value instanceof String ? "'" + value + "'" : String.valueOf(value);
      problem(name, "is %s: give %s".formatted(shown, expected));
    } else {
      problem(name, "is missing: give " + expected);
    }
  }
}
