package dev.triggerbridge.bridge.routing;

import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.OutputEvent;
import dev.triggerbridge.bridge.message.RetryClass;
import dev.triggerbridge.bridge.routing.Interpretation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads natsbatch-result/1 without building a tree. */
final class ResultParser {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_TEXT = 1_000;

  private final String batchId;
  private final EventParser events;

  ResultParser(String batchId, OutputSubjects outputs) {
    this.batchId = batchId;
    this.events = new EventParser(outputs);
  }

  Map<String, Outcome> parse(byte[] answer) throws InvalidAnswerException {
    Map<String, Outcome> outcomes = new HashMap<>();
    String schema = null;
    String batch = null;
    boolean hasResults = false;
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), answer)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidAnswerException(
            Kind.MALFORMED, "the answer is no JSON object: answer with natsbatch-result/1");
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "schema" -> schema = text(in);
          case "batchId" -> batch = text(in);
          case "results" -> {
            hasResults = true;
            readResults(in, outcomes);
          }
          default -> in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw new InvalidAnswerException(Kind.MALFORMED, "there is more after the answer");
      }
    }
    if (!"natsbatch-result/1".equals(schema) || !hasResults) {
      throw new InvalidAnswerException(
          Kind.MALFORMED, "schema or results is missing: answer with natsbatch-result/1");
    }
    if (!batchId.equals(batch)) {
      throw new InvalidAnswerException(
          Kind.WRONG_BATCH, "batchId is " + batch + ": answer with the request's, " + batchId);
    }
    return outcomes;
  }

  private void readResults(JsonParser in, Map<String, Outcome> outcomes)
      throws InvalidAnswerException {
    require(in.currentToken() == JsonToken.START_ARRAY, "results is no list");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      require(
          in.currentToken() == JsonToken.START_OBJECT, "results has an entry that is no object");
      readResult(in, outcomes);
    }
  }

  private void readResult(JsonParser in, Map<String, Outcome> outcomes)
      throws InvalidAnswerException {
    Fields fields = new Fields();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "id" -> fields.id = text(in);
        case "status" -> fields.status = text(in);
        case "class" -> fields.retryClass = text(in);
        case "code" -> fields.code = text(in);
        case "message" -> fields.message = text(in);
        case "delayMs" -> fields.delayMs = number(in);
        case "events" -> fields.events = readEvents(in);
        default -> in.skipChildren();
      }
    }
    String id = fields.id;
    if (id == null) {
      throw invalid("a result has no id");
    }
    if (outcomes.put(id, fields.outcome()) != null) {
      throw new InvalidAnswerException(Kind.DUPLICATE_ID, "the answer has two results for " + id);
    }
  }

  private List<OutputEvent> readEvents(JsonParser in) throws InvalidAnswerException {
    List<OutputEvent> read = new ArrayList<>();
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return read;
    }
    require(in.currentToken() == JsonToken.START_ARRAY, "events is no list");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      require(in.currentToken() == JsonToken.START_OBJECT, "events has an entry that is no object");
      read.add(events.read(in));
    }
    return read;
  }

  static @Nullable String text(JsonParser in) throws InvalidAnswerException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    require(in.currentToken() == JsonToken.VALUE_STRING, in.currentName() + " is no string");
    return in.getString();
  }

  private static @Nullable Long number(JsonParser in) throws InvalidAnswerException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    require(
        in.currentToken() == JsonToken.VALUE_NUMBER_INT, in.currentName() + " is no whole number");
    return in.getLongValue();
  }

  static void require(boolean holds, String message) throws InvalidAnswerException {
    if (!holds) {
      throw invalid(message);
    }
  }

  static InvalidAnswerException invalid(String message) {
    return new InvalidAnswerException(Kind.INVALID_RESULT, message);
  }

  /** The fields of one result, in whatever order they come. */
  private static final class Fields {
    @Nullable String id;
    @Nullable String status;
    @Nullable String retryClass;
    @Nullable String code;
    @Nullable String message;
    @Nullable Long delayMs;
    List<OutputEvent> events = List.of();

    Outcome outcome() throws InvalidAnswerException {
      return switch (status == null ? "" : status) {
        case "ok" -> new Outcome.Ok(events);
        case "retry" -> {
          require(events.isEmpty(), "a retry has events: return them with ok only");
          yield new Outcome.Retry(
              retryClass(), delay(), bounded(code, "RETRY"), bounded(message, ""));
        }
        case "reject" -> {
          require(events.isEmpty(), "a reject has events: return them with ok only");
          if (code == null || code.isEmpty()) {
            throw invalid("a reject has no code: give one such as INVALID_PAYLOAD");
          }
          yield new Outcome.Reject(bounded(code, ""), bounded(message, ""));
        }
        default -> throw invalid("status is " + status + ": use ok, retry or reject");
      };
    }

    private RetryClass retryClass() throws InvalidAnswerException {
      try {
        return retryClass == null ? RetryClass.FAILURE : RetryClass.valueOf(retryClass);
      } catch (IllegalArgumentException e) {
        throw invalid(
            "class is " + retryClass + ": use FAILURE, THROTTLED, UNAVAILABLE or NOT_ATTEMPTED");
      }
    }

    private @Nullable Duration delay() throws InvalidAnswerException {
      Long asked = delayMs;
      if (asked == null) {
        return null;
      }
      require(asked >= 0, "delayMs is negative");
      return Duration.ofMillis(asked);
    }

    private static String bounded(@Nullable String text, String otherwise) {
      if (text == null) {
        return otherwise;
      }
      return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
  }
}
