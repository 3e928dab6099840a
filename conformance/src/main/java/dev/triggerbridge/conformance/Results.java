package dev.triggerbridge.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What can be read of an answer, however wrong it is.
 *
 * @param findings what is wrong with it
 * @param byId the first result for each id; empty if the answer is none
 */
record Results(List<Finding> findings, Map<String, JsonNode> byId) {
  Results {
    findings = List.copyOf(findings);
    byId = new LinkedHashMap<>(byId);
  }

  /** {@code ok}, {@code retry} or {@code reject}; empty without a result. */
  String status(String id) {
    JsonNode result = byId.get(id);
    return result == null ? "" : result.path("status").asString("");
  }

  /** The ids of its events, in order; empty if the result is not {@code ok}. */
  Optional<List<String>> eventIds(String id) {
    JsonNode result = byId.get(id);
    if (result == null || !status(id).equals("ok")) {
      return Optional.empty();
    }
    return Optional.of(
        result.path("events").valueStream().map(event -> event.path("id").asString("")).toList());
  }
}
