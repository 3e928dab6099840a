package dev.triggerbridge.functions.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A natsbatch-result/1 answer, read.
 *
 * @param batchId as echoed
 * @param results in the order answered
 */
public record BatchResponse(String batchId, List<Result> results) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Reads an answer; fails on a second result for an id. */
  public static BatchResponse parse(byte[] json) {
    JsonNode root = JSON.readTree(json);
    if (!root.path("schema").asString("").equals("natsbatch-result/1")) {
      throw new AssertionError("not a natsbatch-result/1: " + root.path("schema"));
    }
    Map<String, Result> results = new LinkedHashMap<>();
    for (JsonNode node : root.path("results")) {
      Result result = result(node);
      if (results.put(result.id(), result) != null) {
        throw new AssertionError("two results for " + result.id());
      }
    }
    return new BatchResponse(root.path("batchId").asString(), List.copyOf(results.values()));
  }

  /** The result of a record. */
  public Result result(String id) {
    return results.stream()
        .filter(result -> result.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no result for " + id));
  }

  /** The result of the only record. */
  public Result only() {
    if (results.size() != 1) {
      throw new AssertionError("expected one result, got " + results.size());
    }
    return results.getFirst();
  }

  private static Result result(JsonNode node) {
    List<Event> events = new ArrayList<>();
    for (JsonNode event : node.path("events")) {
      Map<String, List<String>> headers = new LinkedHashMap<>();
      event
          .path("headers")
          .forEachEntry(
              (name, values) -> {
                List<String> texts = new ArrayList<>();
                values.forEach(value -> texts.add(value.asString()));
                headers.put(name, texts);
              });
      events.add(
          new Event(
              event.path("id").asString(),
              event.path("subject").asString(),
              event.path("dataSchema").asString(),
              headers,
              ByteString.copyFrom(Base64.getDecoder().decode(event.path("data").asString())),
              text(event, "deliverAt")));
    }
    return new Result(
        node.path("id").asString(),
        node.path("status").asString(),
        text(node, "class"),
        node.has("delayMs") ? node.path("delayMs").asLong() : null,
        text(node, "code"),
        text(node, "message"),
        events);
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.has(name) ? node.path(name).asString() : null;
  }

  /** One record's result; what does not belong to its status is null or empty. */
  public record Result(
      String id,
      String status,
      @Nullable String retryClass,
      @Nullable Long delayMs,
      @Nullable String code,
      @Nullable String message,
      List<Event> events) {

    /** The subjects of its events, in order. */
    public List<String> subjects() {
      return events.stream().map(Event::subject).toList();
    }
  }

  /** One event to publish; {@code deliverAt} is null for at once. */
  public record Event(
      String id,
      String subject,
      String dataSchema,
      Map<String, List<String>> headers,
      ByteString data,
      @Nullable String deliverAt) {

    /** The payload, decoded. */
    public <T extends Message> T payload(Parser<T> parser) {
      try {
        return parser.parseFrom(data);
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError("the payload of " + id + " is no " + dataSchema, e);
      }
    }
  }
}
