package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.Origin;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns dead letters back into the deliveries that they were. */
final class Deliveries {
  private static final String MESSAGE_ID = "Nats-Msg-Id";

  private Deliveries() {}

  /** The record as the function knows it: same id, message id, headers and payload. */
  static Delivery of(DeadLetterEntry entry) {
    Origin origin = entry.origin();
    Delivery bare = delivery(origin, entry.headers(), entry.data());
    if (bare.messageId().equals(origin.messageId())) {
      return bare;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>(entry.headers().values());
    headers.put(MESSAGE_ID, List.of(origin.messageId()));
    return delivery(origin, new Headers(headers), entry.data());
  }

  private static Delivery delivery(Origin origin, Headers headers, byte[] data) {
    return new Delivery(
        origin.stream(),
        origin.epoch(),
        origin.sequence(),
        origin.subject(),
        headers,
        data,
        origin.timestamp(),
        1,
        0,
        new NoToken());
  }

  /** No server waits for this delivery. */
  private record NoToken() implements AckToken {}
}
