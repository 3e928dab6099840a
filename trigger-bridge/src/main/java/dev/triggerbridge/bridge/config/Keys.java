package dev.triggerbridge.bridge.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The keys of one block as they are written, and which of them somebody has asked for. */
final class Keys {
  private final String path;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  /** A node of another kind than a block has no keys. */
  Keys(String path, @Nullable Node node, Problems problems) {
    this.path = path;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    }
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }

  /** The value, which counts as known from now on; null if it is absent or empty. */
  @Nullable Node ask(String key) {
    asked.add(key);
    Node value = values.get(key);
    return value == null || isNull(value) ? null : value;
  }

  /** The value as it is written, without asking for it. */
  @Nullable Node peek(String key) {
    return values.get(key);
  }

  /** All that are written, in their order; each counts as known. */
  Set<String> askAll() {
    asked.addAll(values.keySet());
    return values.keySet();
  }

  /** Reports every key that nothing has asked for. */
  void rejectUnknown() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        problems.add(
            pathOf(key),
            lines.getOrDefault(key, 0),
            null,
            "is not a known property",
            KnownElsewhere.remedy(key)
                .or(() -> Names.nearest(key, asked).map(name -> "Did you mean " + name))
                .orElse("Known here are " + String.join(", ", asked)));
      }
    }
  }

  private void add(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      problems.add(path, lineOf(key), null, "has a key that is no text", "Use a property's name");
      return;
    }
    String name = scalar.getValue();
    if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
      problems.add(
          pathOf(name), lineOf(key), null, "is written twice", "Keep one of the two lines");
    }
    lines.putIfAbsent(name, lineOf(key));
  }
}
