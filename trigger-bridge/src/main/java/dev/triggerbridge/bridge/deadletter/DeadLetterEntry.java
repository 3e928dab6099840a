package dev.triggerbridge.bridge.deadletter;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.retry.AckDecision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A dead letter: the unchanged payload, and bounded metadata.
 *
 * @param origin where it came from
 * @param failure why it is here
 * @param headers the original headers, without those of the server, at most 32 KiB
 * @param data the unchanged payload; not copied
 * @param dataRef where the payload lies if it is not in {@code data}: a claim check; empty
 *     otherwise
 */
public record DeadLetterEntry(
    Origin origin, Failure failure, Headers headers, byte[] data, String dataRef) {
  /** A record that fails again after a redrive keeps its entry, so there is one generation. */
  public static final int GENERATION = 1;

  private static final int LONGEST_TEXT = 1_000;
  private static final int MOST_HEADER_BYTES = 32 * 1024;

  /** What is to be stored of a delivery that is given up. */
  public static DeadLetterEntry of(
      Delivery delivery,
      AckDecision.DeadLetter reason,
      String mapping,
      String consumer,
      Instant now) {
    return new DeadLetterEntry(
        new Origin(
            mapping,
            delivery.stream(),
            delivery.epoch(),
            consumer,
            delivery.sequence(),
            delivery.subject(),
            delivery.timestamp(),
            bounded(delivery.messageId())),
        new Failure(
            reason.attempts(),
            delivery.deliveryCount(),
            reason.errorClass(),
            bounded(reason.code()),
            bounded(reason.message()),
            now),
        withoutServerHeaders(delivery.headers()),
        delivery.data(),
        "");
  }

  /** The same entry, whose payload lies elsewhere. */
  public DeadLetterEntry withDataAt(String reference) {
    return new DeadLetterEntry(origin, failure, headers, new byte[0], reference);
  }

  /** Identifies the entry, so that the same record given up twice is one: deterministic. */
  public String id() {
    return "dlq:%s:%s:%d:%d"
        .formatted(origin.mapping(), origin.epoch(), origin.sequence(), GENERATION);
  }

  /** Headers of the server would change what the entry means to a server. */
  private static Headers withoutServerHeaders(Headers original) {
    Map<String, List<String>> kept = new LinkedHashMap<>();
    int left = MOST_HEADER_BYTES;
    for (Map.Entry<String, List<String>> header : original.values().entrySet()) {
      String name = header.getKey();
      left -= name.length() + header.getValue().stream().mapToInt(String::length).sum();
      if (left >= 0 && !name.toLowerCase(Locale.ROOT).startsWith("nats-")) {
        kept.put(name, header.getValue());
      }
    }
    return new Headers(kept);
  }

  private static String bounded(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }
}
