package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One block of properties of the document. Every accessor reports what is wrong and then answers a
 * harmless default, so that reading goes on and finds everything. A key that no accessor has asked
 * for is unknown: {@link #rejectUnknownKeys} comes last.
 */
final class Section {
  /** The remedy where another one would quote what may be somebody's secret. */
  static final String NOT_QUOTED = "Correct what the variable holds";

  private final String path;
  private final @Nullable Node node;
  private final int line;
  private final Keys keys;
  private final Problems problems;
  private final Interpolation interpolation;

  /** Reads the keys of a node; a node of another kind is reported and reads as an empty block. */
  Section(String path, @Nullable Node node, Problems problems, Interpolation interpolation) {
    this.path = path;
    this.node = node;
    this.line = node == null ? 0 : Keys.lineOf(node);
    this.problems = problems;
    this.interpolation = interpolation;
    this.keys = new Keys(path, node, problems);
    if (!isBlock()) {
      problems.add(
          path, line, null, "must be a block of properties", "Indent its properties below it");
    }
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  /** Whether nothing is wrong with this block and what is inside it, so far. */
  boolean isSound() {
    return !problems.under(path);
  }

  /** False if something else stands where properties should, which has been reported. */
  boolean isBlock() {
    return node == null || node instanceof MappingNode || Keys.isNull(node);
  }

  /** The same block, whose accessors report nothing: for values that have been read before. */
  Section quietly() {
    return new Section(path, node, new Problems(), interpolation);
  }

  /** Whether the key is written, with whatever behind it. */
  boolean has(String key) {
    return keys.ask(key) != null;
  }

  /** Whether the key is written, and its value, interpolated, or its list is not empty. */
  boolean hasValue(String key) {
    Node node = keys.ask(key);
    if (node instanceof SequenceNode list) {
      return !list.getValue().isEmpty();
    }
    if (!(node instanceof ScalarNode scalar)) {
      return node != null;
    }
    try {
      return !interpolation.apply(scalar.getValue()).isBlank();
    } catch (UnreadableValueException e) {
      // Whoever reads it reports that.
      return true;
    }
  }

  /** The value, interpolated; empty if it is absent or empty. */
  Optional<String> text(String key) {
    return item(key).map(Item::text);
  }

  /** The value with its place, interpolated; empty if it is absent or empty. */
  Optional<Item> item(String key) {
    Node node = keys.ask(key);
    return node == null ? Optional.empty() : scalar(keys.pathOf(key), node);
  }

  /** The value; if absent, reports it and answers an empty text. */
  String requiredText(String key, String remedy) {
    Node node = keys.ask(key);
    Optional<Item> item = node == null ? Optional.empty() : scalar(keys.pathOf(key), node);
    if (node == null && isBlock()) {
      problems.add(keys.pathOf(key), line, null, "is missing", remedy);
    } else if (item.isEmpty() && node instanceof ScalarNode scalar) {
      problems.add(keys.pathOf(key), Keys.lineOf(node), shown(scalar), "is empty", remedy);
    }
    return item.map(Item::text).orElse("");
  }

  /** A value that is never printed. */
  Optional<Secret> secret(String key) {
    return text(key).map(Secret::new);
  }

  int integer(String key, int otherwise, Range<Integer> range) {
    return parsed(key, otherwise, range, Section::wholeNumber);
  }

  Duration duration(String key, Duration otherwise, Range<Duration> range) {
    return parsed(key, otherwise, range, Durations::parse);
  }

  long bytes(String key, long otherwise, Range<Long> range) {
    return parsed(key, otherwise, range, ByteSizes::parse);
  }

  boolean flag(String key, boolean otherwise) {
    return choice(key, otherwise, Map.of("true", true, "false", false));
  }

  /** One of several words. */
  <T> T choice(String key, T otherwise, Map<String, T> words) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    T meant = words.get(text.get());
    if (meant == null) {
      String known = String.join(", ", words.keySet().stream().sorted().toList());
      String remedy =
          Names.nearest(text.get(), words.keySet())
              .map(word -> "Did you mean " + word + "?")
              .orElse("Use one of them");
      problem(key, "is not one of " + known, remedy.replaceAll("[.?]$", ""));
      return otherwise;
    }
    return meant;
  }

  /** A value in JSON: a block or list written as JSON, or a text that is JSON already. */
  Optional<Item> json(String key) {
    Node node = keys.ask(key);
    if (node == null || node instanceof ScalarNode) {
      return node == null ? Optional.empty() : scalar(keys.pathOf(key), node);
    }
    try {
      String text = JsonText.of(node, interpolation::apply);
      String shown = JsonText.of(node, written -> written);
      return Optional.of(new Item(text, keys.pathOf(key), Keys.lineOf(node), shown));
    } catch (UnreadableValueException e) {
      problem(key, e.reason(), e.remedy());
      return Optional.empty();
    }
  }

  /** The keys that are written here, in their order; each counts as known. */
  Set<String> keys() {
    return keys.askAll();
  }

  /** A list of values, each with its own place; empty if absent. */
  List<Item> items(String key, String example) {
    Node node = keys.ask(key);
    List<Item> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node element : sequence.getValue()) {
        String place = keys.pathOf(key) + '[' + index++ + ']';
        scalar(place, element).ifPresentOrElse(items::add, () -> emptyItem(place, element));
      }
    } else if (node != null) {
      problem(key, "must be a list", "Write " + key + ": [" + example + "]");
    }
    return items;
  }

  /** A list, or one value with commas between its parts. */
  List<Item> itemsOrCommaSeparated(String key, String example) {
    if (!(keys.ask(key) instanceof ScalarNode node)) {
      return items(key, example);
    }
    List<Item> items = new ArrayList<>();
    scalar(keys.pathOf(key), node)
        .ifPresent(
            all -> {
              for (String part : all.text().split(",", -1)) {
                items.add(new Item(part.strip(), all.path(), all.line(), all.shown()));
              }
            });
    return items;
  }

  /** A block inside this one; an empty block if absent. */
  Section section(String key) {
    return new Section(keys.pathOf(key), keys.ask(key), problems, interpolation);
  }

  /** A list of blocks; empty if absent. */
  List<Section> sections(String key) {
    Node node = keys.ask(key);
    List<Section> sections = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node element : sequence.getValue()) {
        String place = keys.pathOf(key) + '[' + index++ + ']';
        sections.add(new Section(place, element, problems, interpolation));
      }
    } else if (node != null) {
      problem(key, "must be a list", "Begin each entry with a dash below it");
    }
    return sections;
  }

  /** Reports a key's value. */
  void problem(String key, String reason, String remedy) {
    Node node = keys.peek(key);
    String shown = node instanceof ScalarNode scalar ? shown(scalar) : null;
    problems.add(keys.pathOf(key), node == null ? line : Keys.lineOf(node), shown, reason, remedy);
  }

  /**
   * Reports a key's value in words that quote it, or, if it comes from the environment, in words
   * that do not: it may be somebody's secret.
   */
  void problem(String key, String reason, String quoting, String plain) {
    boolean secret =
        keys.peek(key) instanceof ScalarNode scalar
            && Interpolation.refersToEnvironment(scalar.getValue());
    problem(key, reason, secret ? plain : quoting);
  }

  /** The same for one element of a list. */
  void problem(Item item, String reason, String quoting, String plain) {
    problem(item, reason, Interpolation.refersToEnvironment(item.shown()) ? plain : quoting);
  }

  /** Reports a key without printing its value. */
  void secretProblem(String key, String reason, String remedy) {
    Node node = keys.peek(key);
    problems.add(keys.pathOf(key), node == null ? line : Keys.lineOf(node), null, reason, remedy);
  }

  /** Reports one element of a list. */
  void problem(Item item, String reason, String remedy) {
    problems.add(item.path(), item.line(), item.shown(), reason, remedy);
  }

  /** Reports every key that nothing has asked for. Call it last. */
  void rejectUnknownKeys() {
    keys.rejectUnknown();
  }

  private <T extends Comparable<T>> T parsed(
      String key, T otherwise, Range<T> range, Parser<T> parser) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      T value = parser.parse(text.get());
      if (range.contains(value)) {
        return value;
      }
      problem(key, "is not " + range, "Use a value in that range");
    } catch (UnreadableValueException e) {
      problem(key, e.reason(), e.remedy(), NOT_QUOTED);
    }
    return otherwise;
  }

  private void emptyItem(String place, Node element) {
    if (element instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
      problems.add(
          place, Keys.lineOf(element), null, "is empty", "Write a value or remove the entry");
    }
  }

  private Optional<Item> scalar(String place, Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.add(
          place, Keys.lineOf(node), null, "must be one value", "Write it behind the colon");
      return Optional.empty();
    }
    try {
      String text = interpolation.apply(scalar.getValue()).strip();
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(new Item(text, place, Keys.lineOf(node), shown(scalar)));
    } catch (UnreadableValueException e) {
      problems.add(place, Keys.lineOf(node), shown(scalar), e.reason(), e.remedy());
      return Optional.empty();
    }
  }

  /** What the file says, never what the environment says: that may be a secret. */
  private static String shown(ScalarNode scalar) {
    return scalar.getValue();
  }

  private static Integer wholeNumber(String text) throws UnreadableValueException {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UnreadableValueException("is not a whole number", "Write digits only");
    }
  }

  /** One value of a list with its place; {@code shown} is what a message may print of it. */
  record Item(String text, String path, int line, String shown) {}

  private interface Parser<T> {
    T parse(String text) throws UnreadableValueException;
  }
}
