package dev.triggerbridge.bridge.routing;

import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.message.OutputEvent;
import dev.triggerbridge.bridge.routing.Interpretation.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one returned event and refuses what the function may not publish. */
final class EventParser {
  /** RFC 3339 has four digits for the year. */
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final OutputSubjects outputs;

  EventParser(OutputSubjects outputs) {
    this.outputs = outputs;
  }

  OutputEvent read(JsonParser in) throws InvalidAnswerException {
    String id = null;
    String subject = null;
    String contentType = null;
    String dataSchema = null;
    Map<String, List<String>> headers = Map.of();
    byte[] data = null;
    Instant deliverAt = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "id" -> id = ResultParser.text(in);
        case "subject" -> subject = ResultParser.text(in);
        case "contentType" -> contentType = ResultParser.text(in);
        case "dataSchema" -> dataSchema = ResultParser.text(in);
        case "headers" -> headers = readHeaders(in);
        case "data" -> data = readData(in);
        case "deliverAt" -> deliverAt = readInstant(ResultParser.text(in));
        default -> in.skipChildren();
      }
    }
    if (id == null || id.isEmpty() || subject == null || data == null) {
      throw ResultParser.invalid("an event lacks id, subject or data");
    }
    if (!isHeaderValue(id)) {
      throw ResultParser.invalid("an event's id is not printable ASCII: it becomes a header");
    }
    if (!outputs.allows(subject)) {
      throw new InvalidAnswerException(
          Kind.FORBIDDEN_EVENT,
          "an event's subject is " + subject + ": add it to the mapping's outputSubjects");
    }
    requireHeaderValue("contentType", contentType);
    requireHeaderValue("dataSchema", dataSchema);
    return new OutputEvent(
        id, subject, contentType, dataSchema, new Headers(headers), data, deliverAt);
  }

  private static void requireHeaderValue(String field, @Nullable String value)
      throws InvalidAnswerException {
    if (value != null && !isHeaderValue(value)) {
      throw ResultParser.invalid(
          "an event's %s is not printable ASCII: it becomes a header".formatted(field));
    }
  }

  private static @Nullable Instant readInstant(@Nullable String text)
      throws InvalidAnswerException {
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      // Reported below like a time that no server understands.
    }
    throw ResultParser.invalid(
        "an event's deliverAt is no time before the year 10000 such as 2026-11-23T07:00:00Z");
  }

  private static byte[] readData(JsonParser in) throws InvalidAnswerException {
    ResultParser.require(
        in.currentToken() == JsonToken.VALUE_STRING, "an event's data is no base64");
    return in.getBinaryValue();
  }

  private static Map<String, List<String>> readHeaders(JsonParser in)
      throws InvalidAnswerException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return headers;
    }
    ResultParser.require(in.currentToken() == JsonToken.START_OBJECT, "headers is no object");
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      requireAllowed(name);
      ResultParser.require(
          in.nextToken() == JsonToken.START_ARRAY, "header " + name + " is no list of values");
      List<String> values = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        values.add(headerValue(name, ResultParser.text(in)));
      }
      headers.put(name, values);
    }
    return headers;
  }

  /** The server gives headers that begin with Nats- a meaning of their own. */
  private static void requireAllowed(String name) throws InvalidAnswerException {
    if (name.toLowerCase(Locale.ROOT).startsWith("nats-") || !name.matches("[!-9;-~]+")) {
      throw new InvalidAnswerException(
          Kind.FORBIDDEN_EVENT,
          "an event has the header " + name + ", which functions may not set");
    }
  }

  private static String headerValue(String name, @Nullable String value)
      throws InvalidAnswerException {
    if (value == null || !isHeaderValue(value)) {
      throw ResultParser.invalid("header " + name + " has a value that is not printable ASCII");
    }
    return value;
  }

  /** What every NATS client can send and read: printable ASCII and tabs. */
  private static boolean isHeaderValue(String value) {
    return value.chars().allMatch(c -> (c >= 0x20 && c < 0x7f) || c == '\t');
  }
}
