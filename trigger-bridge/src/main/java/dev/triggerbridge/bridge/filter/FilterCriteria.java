package dev.triggerbridge.bridge.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.schema.Payload;
import dev.triggerbridge.bridge.schema.PayloadReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.event.ruler.GenericMachine;

/**
 * A mapping's filter criteria (AWS: FilterCriteria): a record passes if one of the patterns
 * matches. Nothing is decoded that no pattern looks at. Immutable once made; thread-safe.
 */
public final class FilterCriteria {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<FilterPattern> patterns;
  private final PayloadReader payloads;
  private final GenericMachine<Integer> rules;
  private final boolean looksAtData;
  private final Optional<GenericMachine<Integer>> withoutData;

  /** Compiles the patterns; at least one. Takes some milliseconds. */
  public FilterCriteria(List<FilterPattern> patterns, PayloadReader payloads) {
    this.patterns = List.copyOf(patterns);
    this.payloads = payloads;
    this.rules = compiled(patterns.stream().map(FilterPattern::guarded).toList());
    this.looksAtData = patterns.stream().anyMatch(FilterPattern::looksAtData);
    List<FilterPattern> stripped =
        patterns.stream().map(FilterPattern::withoutData).flatMap(Optional::stream).toList();
    this.withoutData =
        stripped.size() < patterns.size()
            ? Optional.empty()
            : Optional.of(compiled(stripped.stream().map(p -> p.tree().toString()).toList()));
  }

  /** Judges a record. */
  public Evaluation evaluate(Delivery delivery) {
    Document document = document(delivery, looksAtData);
    List<Integer> matching = rules.rulesForJSONEvent(document.tree());
    boolean mismatch =
        looksAtData
            && patterns.stream().anyMatch(p -> p.looksAtData() && !p.wantsDataAs(document.format));
    return new Evaluation(matching.stream().sorted().toList(), mismatch);
  }

  /** Whether the record would pass if its payload were to the criteria's liking. */
  public boolean acceptsApartFromData(Delivery delivery) {
    return withoutData.isEmpty()
        || !withoutData.get().rulesForJSONEvent(document(delivery, false).tree()).isEmpty();
  }

  /** What the patterns see of a record, whether they look at its payload or not. */
  public Document document(Delivery delivery) {
    return document(delivery, true);
  }

  private Document document(Delivery delivery, boolean withData) {
    ObjectNode tree = NODES.objectNode();
    tree.put(FilterPattern.SUBJECT, delivery.subject());
    ObjectNode headers = tree.putObject(FilterPattern.HEADERS);
    delivery
        .headers()
        .values()
        .forEach((name, values) -> values.forEach(headers.putArray(name)::add));
    if (!withData) {
      return new Document(tree, "", "");
    }
    return switch (payloads.read(delivery)) {
      case Payload.Structured(JsonNode data, String type) -> {
        tree.set(FilterPattern.DATA, data);
        tree.put(FilterPattern.FORMAT, FilterPattern.STRUCTURED);
        yield new Document(
            tree, FilterPattern.STRUCTURED, type.isEmpty() ? "JSON" : "Protobuf " + type);
      }
      case Payload.Text(String text) -> {
        tree.put(FilterPattern.DATA, text);
        tree.put(FilterPattern.FORMAT, FilterPattern.TEXT);
        yield new Document(tree, FilterPattern.TEXT, "text");
      }
      case Payload.Opaque(String why) -> new Document(tree, "", "nothing readable: " + why);
    };
  }

  private static GenericMachine<Integer> compiled(List<String> rules) {
    GenericMachine<Integer> machine = new GenericMachine<>();
    for (int i = 0; i < rules.size(); i++) {
      try {
        machine.addRule(i, rules.get(i));
      } catch (IOException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return machine;
  }

  /**
   * What criteria say of a record.
   *
   * @param matching positions of the patterns that match, from 0
   * @param formatMismatch a pattern looks at {@code data}, and the payload's format is not the
   *     pattern's: such a pattern never matches
   */
  public record Evaluation(List<Integer> matching, boolean formatMismatch) {
    /** Whether the record passes. */
    public boolean accepted() {
      return !matching.isEmpty();
    }
  }

  /** What patterns see of a record. */
  public static final class Document {
    private final ObjectNode tree;
    private final String format;
    private final String payload;

    private Document(ObjectNode tree, String format, String payload) {
      this.tree = tree;
      this.format = format;
      this.payload = payload;
    }

    JsonNode tree() {
      return tree;
    }

    /** What the payload was read as, for people. */
    public String payload() {
      return payload;
    }

    /** The fields that patterns can name, as indented JSON. */
    public String json() {
      ObjectNode shown = tree.deepCopy();
      shown.remove(FilterPattern.FORMAT);
      return shown.toPrettyString();
    }
  }
}
