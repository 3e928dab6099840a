package dev.triggerbridge.bridge.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of the criteria the server can decide: the subjects that a record must have to pass. Never
 * narrower than the criteria; where a condition cannot be said in subjects, wider. Pure.
 */
public final class SubjectPushdown {
  private SubjectPushdown() {}

  /** Subject filters, in no wider form than NATS has; empty if every subject may pass. */
  public static Optional<Set<String>> of(List<FilterPattern> patterns) {
    return union(patterns.stream().map(FilterPattern::tree).toList());
  }

  private static Optional<Set<String>> union(Iterable<JsonNode> patterns) {
    Set<String> all = new LinkedHashSet<>();
    for (JsonNode pattern : patterns) {
      Optional<Set<String>> one = subjects(pattern);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(one.get());
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static Optional<Set<String>> subjects(JsonNode pattern) {
    JsonNode subject = pattern.get(FilterPattern.SUBJECT);
    Optional<Set<String>> own = subject == null ? Optional.empty() : ofConditions(subject);
    JsonNode branches = pattern.get(FilterPattern.OR);
    return own.isPresent() || branches == null ? own : union(branches);
  }

  private static Optional<Set<String>> ofConditions(JsonNode conditions) {
    Set<String> all = new LinkedHashSet<>();
    for (JsonNode condition : conditions) {
      Optional<String> one = ofCondition(condition);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all.add(one.get());
    }
    return Optional.of(all);
  }

  private static Optional<String> ofCondition(JsonNode condition) {
    if (condition.isTextual()) {
      return Optional.of(condition.asText()).filter(SubjectPushdown::isSubject);
    }
    if (condition.isObject() && condition.size() == 1) {
      Map.Entry<String, JsonNode> only = condition.properties().iterator().next();
      if (only.getValue().isTextual()) {
        String text = only.getValue().asText();
        return switch (only.getKey()) {
          case "prefix" -> below(text);
          case "wildcard" -> below(text.split("[*\\\\]", 2)[0]);
          default -> Optional.empty();
        };
      }
    }
    return Optional.empty();
  }

  /** Everything below the last whole token of a prefix: {@code orders.cre} is {@code orders.>}. */
  private static Optional<String> below(String prefix) {
    int lastDot = prefix.lastIndexOf('.');
    return lastDot < 0
        ? Optional.empty()
        : Optional.of(prefix.substring(0, lastDot))
            .filter(SubjectPushdown::isSubject)
            .map(s -> s + ".>");
  }

  private static boolean isSubject(String text) {
    return text.matches("[^\\s.*>\\p{Cntrl}]+(\\.[^\\s.*>\\p{Cntrl}]+)*");
  }
}
