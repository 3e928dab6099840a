package dev.triggerbridge.bridge.filter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.JsonRuleCompiler;

/** One pattern in AWS's syntax on the fields {@code subject}, {@code headers} and {@code data}. */
public final class FilterPattern {
  /** AWS's limit for the Pattern of a Filter. */
  public static final int LONGEST = 4096;

  static final String SUBJECT = "subject";
  static final String HEADERS = "headers";
  static final String DATA = "data";
  static final String OR = "$or";

  /** Field of the document that tells a structured payload from a text. */
  static final String FORMAT = "format";

  static final String STRUCTURED = "structured";
  static final String TEXT = "text";

  private static final String EXAMPLE =
      "conditions in lists below subject, headers or data, such as"
          + " {\"data\": {\"total\": [{\"numeric\": [\">\", 100]}]}}";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonNode tree;

  private FilterPattern(JsonNode tree) {
    this.tree = tree;
  }

  /** Why the text is no pattern, or empty if it is one. */
  public static Optional<Fault> fault(String json) {
    if (json.length() > LONGEST) {
      return Optional.of(
          new Fault(
              "has %d characters, and AWS allows %d".formatted(json.length(), LONGEST),
              "Split it into several filters: a record passes if one of them matches"));
    }
    String wrong = JsonRuleCompiler.check(json);
    if (wrong != null) {
      return Optional.of(new Fault("is no event pattern: " + oneLine(wrong), "Write " + EXAMPLE));
    }
    try {
      return shapeFault(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return Optional.of(
          new Fault("is no event pattern: " + oneLine(e.getOriginalMessage()), "Write " + EXAMPLE));
    }
  }

  /**
   * A pattern that {@link #fault} has nothing against.
   *
   * @throws IllegalArgumentException if it has
   */
  public static FilterPattern of(String json) {
    Optional<Fault> fault = fault(json);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get().reason());
    }
    try {
      return new FilterPattern(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  JsonNode tree() {
    return tree;
  }

  /**
   * The rule to compile: what asks for a structure in {@code data} matches structured payloads
   * only, what asks for a text matches texts only. AWS drops a record whose format is not the
   * pattern's, whereas a bare matcher would let {@code exists: false} match it.
   */
  String guarded() {
    return guarded(tree).toString();
  }

  /** Whether some condition looks at the payload. */
  boolean looksAtData() {
    return mentionsData(tree, null);
  }

  /** Whether some condition on {@code data} is for a payload of this format. */
  boolean wantsDataAs(String format) {
    return mentionsData(tree, format);
  }

  /**
   * The pattern without its conditions on {@code data}; empty if nothing is left, so that every
   * record passes.
   */
  Optional<FilterPattern> withoutData() {
    return Optional.ofNullable(withoutData(tree)).map(FilterPattern::new);
  }

  private static Optional<Fault> shapeFault(JsonNode pattern) {
    for (Map.Entry<String, JsonNode> field : pattern.properties()) {
      Optional<Fault> fault =
          switch (field.getKey()) {
            case OR -> orFault(field.getValue());
            case SUBJECT -> listFault(SUBJECT, field.getValue());
            case HEADERS -> headersFault(field.getValue());
            case DATA -> Optional.empty();
            default ->
                Optional.of(
                    new Fault(
                        "looks at '" + field.getKey() + "', which records do not have",
                        "Use subject, headers, data or $or"));
          };
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<Fault> orFault(JsonNode branches) {
    for (JsonNode branch : branches) {
      Optional<Fault> fault = shapeFault(branch);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<Fault> listFault(String field, JsonNode value) {
    return value.isArray()
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "has '" + field + "' with fields inside, but it is a text",
                "Write \"" + field + "\": [\"one value\", {\"prefix\": \"or a condition\"}]"));
  }

  private static Optional<Fault> headersFault(JsonNode headers) {
    if (!headers.isObject()) {
      return Optional.of(
          new Fault(
              "has 'headers' without a header's name",
              "Write \"headers\": {\"Name\": [\"value\"]}"));
    }
    return headers.properties().stream()
        .filter(header -> !header.getKey().equals(OR))
        .map(header -> listFault(header.getKey(), header.getValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static ObjectNode guarded(JsonNode pattern) {
    ObjectNode guarded = pattern.deepCopy();
    JsonNode data = guarded.get(DATA);
    if (data != null) {
      guarded.putArray(FORMAT).add(data.isObject() ? STRUCTURED : TEXT);
    }
    if (guarded.get(OR) instanceof ArrayNode branches) {
      for (int i = 0; i < branches.size(); i++) {
        branches.set(i, guarded(branches.get(i)));
      }
    }
    return guarded;
  }

  private static boolean mentionsData(JsonNode pattern, @Nullable String format) {
    JsonNode data = pattern.get(DATA);
    if (data != null && (format == null || format.equals(data.isObject() ? STRUCTURED : TEXT))) {
      return true;
    }
    JsonNode branches = pattern.get(OR);
    if (branches != null) {
      for (JsonNode branch : branches) {
        if (mentionsData(branch, format)) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable ObjectNode withoutData(JsonNode pattern) {
    ObjectNode stripped = pattern.deepCopy();
    stripped.remove(DATA);
    if (stripped.get(OR) instanceof ArrayNode branches) {
      for (int i = 0; i < branches.size(); i++) {
        ObjectNode branch = withoutData(branches.get(i));
        if (branch == null) {
          // One branch that every record passes makes the choice one that every record passes.
          stripped.remove(OR);
          break;
        }
        branches.set(i, branch);
      }
    }
    return stripped.isEmpty() ? null : stripped;
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*at \\[Source:[^;]*;", " at").replaceAll("\\s+", " ").strip();
  }
}
