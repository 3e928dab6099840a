package dev.triggerbridge.local.chaos.fault;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Publishes copies of an event to see whether the server takes them. */
final class PublishProbe {
  /** Copies of these are harmless, should one be stored after all. */
  private static final Map<String, String> SUBJECTS =
      Map.of(
          "ORDERS", "orders.created.v2",
          "PAYMENTS", "payments.completed.v1",
          "INVENTORY", "inventory.reserved.v1");

  private final Connection connection;
  private final MessageInfo event;

  private PublishProbe(Connection connection, MessageInfo event) {
    this.connection = connection;
    this.event = event;
  }

  /** Of the stream's last event; asks for it now, since later nobody may answer. */
  static PublishProbe of(Connection connection, String stream)
      throws IOException, JetStreamApiException {
    String subject = SUBJECTS.getOrDefault(stream, ">");
    return new PublishProbe(
        connection, connection.jetStreamManagement().getLastMessage(stream, subject));
  }

  /** Whether a copy under a new id gets no PubAck. */
  boolean isRefused() throws IOException {
    Headers headers = new Headers();
    Headers original = event.getHeaders();
    if (original != null) {
      original.forEach(headers::put);
    }
    headers.put("Nats-Msg-Id", "probe-" + UUID.randomUUID());
    NatsMessage copy =
        NatsMessage.builder()
            .subject(event.getSubject())
            .headers(headers)
            .data(event.getData())
            .build();
    try {
      var unused = connection.jetStream().publish(copy);
      return false;
    } catch (IOException | JetStreamApiException refused) {
      return true;
    }
  }
}
