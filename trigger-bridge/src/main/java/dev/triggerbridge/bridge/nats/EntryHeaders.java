package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.Failure;
import dev.triggerbridge.bridge.deadletter.Origin;
import io.nats.client.impl.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dead letter's metadata as headers of a message, and back. */
final class EntryHeaders {
  private static final String PREFIX = "Dead-Letter-";

  private EntryHeaders() {}

  /** The original headers and those that say the rest. */
  static Headers write(DeadLetterEntry entry) {
    Headers headers = new Headers();
    entry
        .headers()
        .values()
        .forEach(
            (name, values) ->
                headers.add(name, values.stream().map(EntryHeaders::printable).toList()));
    Origin origin = entry.origin();
    put(headers, "Mapping", origin.mapping());
    put(headers, "Stream", origin.stream());
    put(headers, "Consumer", origin.consumer());
    put(headers, "Epoch", origin.epoch());
    put(headers, "Sequence", Long.toString(origin.sequence()));
    put(headers, "Subject", origin.subject());
    put(headers, "Timestamp", origin.timestamp().toString());
    put(headers, "Message-Id", origin.messageId());
    Failure failure = entry.failure();
    put(headers, "Attempts", Integer.toString(failure.attempts()));
    put(headers, "Deliveries", Long.toString(failure.deliveries()));
    put(headers, "Error-Class", failure.errorClass());
    put(headers, "Error-Code", failure.code());
    put(headers, "Error-Message", failure.message());
    put(headers, "Generation", Integer.toString(DeadLetterEntry.GENERATION));
    put(headers, "Time", failure.time().toString());
    if (!entry.dataRef().isEmpty()) {
      put(headers, "Data-Ref", entry.dataRef());
    }
    return headers;
  }

  /** The entry, or empty if these are not the headers of one. */
  static Optional<DeadLetterEntry> read(@Nullable Headers headers, byte @Nullable [] data) {
    if (headers == null) {
      return Optional.empty();
    }
    try {
      Origin origin =
          new Origin(
              get(headers, "Mapping"),
              get(headers, "Stream"),
              get(headers, "Epoch"),
              get(headers, "Consumer"),
              Long.parseLong(get(headers, "Sequence")),
              get(headers, "Subject"),
              Instant.parse(get(headers, "Timestamp")),
              get(headers, "Message-Id"));
      Failure failure =
          new Failure(
              Integer.parseInt(get(headers, "Attempts")),
              Long.parseLong(get(headers, "Deliveries")),
              get(headers, "Error-Class"),
              get(headers, "Error-Code"),
              get(headers, "Error-Message"),
              Instant.parse(get(headers, "Time")));
      return Optional.of(
          new DeadLetterEntry(
              origin,
              failure,
              original(headers),
              data == null ? new byte[0] : data,
              get(headers, "Data-Ref")));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static dev.triggerbridge.bridge.message.Headers original(Headers headers) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    headers.forEach(
        (name, some) -> {
          if (!name.startsWith(PREFIX) && !name.startsWith("Nats-")) {
            values.put(name, some);
          }
        });
    return new dev.triggerbridge.bridge.message.Headers(values);
  }

  private static String get(Headers headers, String name) {
    String value = headers.getFirst(PREFIX + name);
    return value == null ? "" : value;
  }

  private static void put(Headers headers, String name, String value) {
    headers.put(PREFIX + name, printable(value));
  }

  /** Other clients let more into a header than ours can send on. */
  private static String printable(String value) {
    return value.replaceAll("[^\\x20-\\x7E]", "?");
  }
}
