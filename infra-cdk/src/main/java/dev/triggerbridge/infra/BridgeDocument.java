package dev.triggerbridge.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The bridge's configuration on its way to the cloud: the file that also runs on a laptop, with the
 * names of functions replaced by variables, because ARNs are known only when it is deployed. It
 * never holds an ARN or a secret. Not thread-safe.
 */
final class BridgeDocument {
  private static final String MAPPINGS = "mappings";
  private static final String FUNCTION_NAME = "functionName";

  private final Map<String, Object> root;
  private final List<Map<String, Object>> mappings = new ArrayList<>();

  private BridgeDocument(Map<String, Object> root) {
    this.root = root;
    if (root.remove(MAPPINGS) instanceof List<?> given) {
      given.forEach(mapping -> mappings.add(object(mapping)));
    }
  }

  /**
   * Reads a file as {@code docs/mappings.md} describes it; {@code mappings} may be missing.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  static BridgeDocument read(Path file) {
    try {
      String yaml = Files.readString(file, StandardCharsets.UTF_8);
      return new BridgeDocument(
          object(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** The functions that the mappings name, each once, in the file's order. */
  List<String> functionNames() {
    return mappings.stream()
        .map(mapping -> String.valueOf(mapping.get(FUNCTION_NAME)))
        .distinct()
        .toList();
  }

  /** The mappings, each by its name, in the file's order. */
  List<String> mappingNames() {
    return mappings.stream().map(mapping -> String.valueOf(mapping.get("name"))).toList();
  }

  /** The subjects that the mappings publish to: events, results and dead letters. */
  Set<String> publishedSubjects() {
    Set<String> subjects = new TreeSet<>();
    for (Map<String, Object> mapping : mappings) {
      if (mapping.get("outputSubjects") instanceof List<?> outputs) {
        outputs.forEach(output -> subjects.add(String.valueOf(output)));
      }
      for (String destination : List.of("onFailure", "onSuccess")) {
        if (mapping.get(destination) instanceof Map<?, ?> where && where.get("subject") != null) {
          subjects.add(String.valueOf(where.get("subject")));
        }
      }
    }
    return subjects;
  }

  /** Sets a property of a block, for example of {@code shutdown}. */
  void set(String block, String property, Object value) {
    Map<String, Object> values =
        root.get(block) == null ? new LinkedHashMap<>() : object(root.get(block));
    values.put(property, value);
    root.put(block, values);
  }

  /** Removes a property of a block; does nothing if it is not there. */
  void remove(String block, String property) {
    if (root.get(block) != null) {
      Map<String, Object> values = object(root.get(block));
      values.remove(property);
      root.put(block, values);
    }
  }

  /** Lets every mapping to a function take the function's name from a variable. */
  void replaceFunction(String name, String variable) {
    for (Map<String, Object> mapping : mappings) {
      if (name.equals(mapping.get(FUNCTION_NAME))) {
        mapping.put(FUNCTION_NAME, reference(variable));
      }
    }
  }

  /**
   * Adds a mapping whose function's name comes from a variable.
   *
   * @throws IllegalArgumentException if there is a mapping of that name
   */
  void add(String name, String variable, Map<String, Object> properties) {
    if (mappings.stream().anyMatch(mapping -> name.equals(mapping.get("name")))) {
      throw new IllegalArgumentException(
          "name '%s': the bridge has another mapping of that name. Choose a distinct one."
              .formatted(name));
    }
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put("name", name);
    mapping.put(FUNCTION_NAME, reference(variable));
    mapping.putAll(properties);
    mappings.add(mapping);
  }

  /** The file to run with. */
  String toYaml() {
    Map<String, Object> whole = new LinkedHashMap<>(root);
    whole.put(MAPPINGS, mappings);
    return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build())
        .dumpToString(whole);
  }

  private static String reference(String variable) {
    return "${" + variable + "}";
  }

  @SuppressWarnings("unchecked") // The bridge itself refuses keys that are no strings.
  private static Map<String, Object> object(@Nullable Object value) {
    return new LinkedHashMap<>((Map<String, Object>) Objects.requireNonNull(value));
  }
}
