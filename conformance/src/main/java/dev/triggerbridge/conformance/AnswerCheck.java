package dev.triggerbridge.conformance;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds one answer against the contract. Pure; thread-safe. */
public final class AnswerCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RESULT = Pattern.compile("/results/(\\d{1,9})");

  /** In the order of the schema's alternatives. */
  private static final List<String> STATUSES = List.of("ok", "retry", "reject");

  private static final int LONGEST_QUOTE = 120;

  private final Schema schema;

  /** Reads the contract's schema. */
  public AnswerCheck() {
    String name = "/contract/natsbatch-result-1.schema.json";
    try (InputStream in = AnswerCheck.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Results check(Request request, Answer answer) {
    if (answer.functionError().isPresent()) {
      return nothing(
          Rule.RETURNS,
          "the function did not return (%s): %s. Answer the record that fails, do not throw"
              .formatted(answer.functionError().get(), quoted(answer.payload())));
    }
    JsonNode json;
    try {
      json = JSON.readTree(answer.payload());
    } catch (JacksonException e) {
      return nothing(Rule.JSON_OBJECT, "the answer is no JSON: " + quoted(answer.payload()));
    }
    if (!json.isObject()) {
      return nothing(Rule.JSON_OBJECT, "the answer is no JSON object: " + quoted(answer.payload()));
    }
    List<Finding> findings = new ArrayList<>();
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    schemaErrors(json, findings);
    batchId(request, json, findings);
    ids(request, json, findings, byId);
    byId.forEach((id, result) -> events(id, result, findings));
    return new Results(findings, byId);
  }

  private void schemaErrors(JsonNode json, List<Finding> findings) {
    Set<String> unknown = new HashSet<>();
    String tame = JSON.writeValueAsString(withoutReservedNames(json));
    for (Error error : schema.validate(tame, InputFormat.JSON)) {
      String place = error.getInstanceLocation().toString();
      Matcher result = RESULT.matcher(place);
      if (!result.lookingAt()) {
        findings.add(new Finding(Rule.SCHEMA, place + ": " + error.getMessage()));
        continue;
      }
      String status =
          json.path("results").path(Integer.parseInt(result.group(1))).path("status").asString("");
      if (!STATUSES.contains(status)) {
        if (unknown.add(result.group())) {
          findings.add(
              new Finding(
                  Rule.SCHEMA,
                  "%s/status: is '%s': write ok, retry or reject"
                      .formatted(result.group(), status)));
        }
      } else if (concerns(error, STATUSES.indexOf(status))) {
        findings.add(new Finding(Rule.SCHEMA, place + ": " + error.getMessage()));
      }
    }
  }

  /** Of the alternatives of the schema only the one of the result's own status says anything. */
  private static boolean concerns(Error error, int alternative) {
    String path = error.getEvaluationPath().toString();
    return !error.getKeyword().equals("oneOf")
        && (!path.contains("/oneOf/") || path.contains("/oneOf/" + alternative + "/"));
  }

  /** Reserved names have rules of their own, which say more than the schema can. */
  private static JsonNode withoutReservedNames(JsonNode json) {
    JsonNode copy = json.deepCopy();
    for (JsonNode result : copy.path("results")) {
      for (JsonNode event : result.path("events")) {
        if (event instanceof ObjectNode object && event.path("subject").isString()) {
          object.put("subject", "any");
        }
        if (event.path("headers") instanceof ObjectNode headers) {
          headers.propertyNames().stream()
              .filter(AnswerCheck::isReservedHeader)
              .toList()
              .forEach(headers::remove);
        }
      }
    }
    return copy;
  }

  private static boolean isReservedHeader(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("nats-") || !name.matches("[!-9;-~]+");
  }

  private static void batchId(Request request, JsonNode json, List<Finding> findings) {
    String given = json.path("batchId").asString("");
    if (!given.isEmpty() && !given.equals(request.batchId())) {
      findings.add(
          new Finding(
              Rule.BATCH_ID,
              "batchId is %s, the request's is %s: copy it".formatted(given, request.batchId())));
    }
  }

  private static void ids(
      Request request, JsonNode json, List<Finding> findings, Map<String, JsonNode> byId) {
    Set<String> sent = Set.copyOf(request.ids());
    for (JsonNode result : json.path("results")) {
      String id = result.path("id").asString("");
      if (!sent.contains(id)) {
        findings.add(
            new Finding(Rule.KNOWN_RECORD, "a result has the id '" + id + "', which was not sent"));
      } else if (byId.putIfAbsent(id, result) != null) {
        findings.add(new Finding(Rule.ONE_RESULT, id + " has more than one result"));
      }
    }
    for (String id : request.ids()) {
      if (!byId.containsKey(id)) {
        findings.add(
            new Finding(
                Rule.EVERY_RECORD, id + " has no result: answer NOT_ATTEMPTED what was not tried"));
      }
    }
  }

  private static void events(String id, JsonNode result, List<Finding> findings) {
    Set<String> seen = new HashSet<>();
    for (JsonNode event : result.path("events")) {
      String eventId = event.path("id").asString("");
      if (!eventId.isEmpty() && !seen.add(eventId)) {
        findings.add(
            new Finding(
                Rule.DISTINCT_EVENT_IDS,
                "%s returns two events with the id %s: add an index".formatted(id, eventId)));
      }
      String subject = event.path("subject").asString("");
      if (subject.startsWith("$")
          || subject.startsWith("_INBOX")
          || !subject.matches("[^\\s*>.]+(\\.[^\\s*>.]+)*")) {
        findings.add(
            new Finding(
                Rule.NO_RESERVED_SUBJECT,
                "%s returns an event on '%s': use one exact subject".formatted(id, subject)));
      }
      for (String header : event.path("headers").propertyNames()) {
        if (isReservedHeader(header)) {
          findings.add(
              new Finding(
                  Rule.NO_RESERVED_HEADER,
                  "%s returns an event with the header '%s': leave it out".formatted(id, header)));
        }
      }
    }
  }

  private static Results nothing(Rule rule, String message) {
    return new Results(List.of(new Finding(rule, message)), Map.of());
  }

  private static String quoted(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
  }
}
