package dev.triggerbridge.bridge.config;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML value written as JSON. */
final class JsonText {
  private final Interpolated texts;
  private final StringBuilder json = new StringBuilder();

  private JsonText(Interpolated texts) {
    this.texts = texts;
  }

  /**
   * The value as JSON, with each text as {@code texts} has it.
   *
   * @throws UnreadableValueException if it cannot be said in JSON
   */
  static String of(Node node, Interpolated texts) throws UnreadableValueException {
    JsonText json = new JsonText(texts);
    json.value(node);
    return json.json.toString();
  }

  private void value(Node node) throws UnreadableValueException {
    switch (node) {
      case MappingNode mapping -> object(mapping.getValue());
      case SequenceNode sequence -> array(sequence.getValue());
      case ScalarNode scalar -> scalar(scalar);
      default -> throw unreadable();
    }
  }

  private void object(List<NodeTuple> fields) throws UnreadableValueException {
    char before = '{';
    for (NodeTuple field : fields) {
      json.append(before);
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw unreadable();
      }
      text(key.getValue());
      json.append(':');
      value(field.getValueNode());
      before = ',';
    }
    json.append(fields.isEmpty() ? "{}" : "}");
  }

  private void array(List<Node> elements) throws UnreadableValueException {
    json.append('[');
    for (int i = 0; i < elements.size(); i++) {
      json.append(i == 0 ? "" : ",");
      value(elements.get(i));
    }
    json.append(']');
  }

  private void scalar(ScalarNode scalar) throws UnreadableValueException {
    Tag tag = scalar.getTag();
    String value = scalar.getValue();
    if (tag.equals(Tag.NULL)) {
      json.append("null");
    } else if (tag.equals(Tag.BOOL) || tag.equals(Tag.INT)) {
      json.append(value);
    } else if (tag.equals(Tag.FLOAT)) {
      if (!value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
        throw new UnreadableValueException(
            "has '" + value + "', which is no number of JSON", "Write one such as 0.5");
      }
      json.append(value);
    } else {
      text(texts.apply(value));
    }
  }

  private void text(String text) {
    json.append('"');
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < 0x20) {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    json.append('"');
  }

  /** What stands for a text of the file. */
  interface Interpolated {
    String apply(String text) throws UnreadableValueException;
  }

  private static UnreadableValueException unreadable() {
    return new UnreadableValueException(
        "has something that cannot be said in JSON", "Use texts, numbers, lists and blocks");
  }
}
