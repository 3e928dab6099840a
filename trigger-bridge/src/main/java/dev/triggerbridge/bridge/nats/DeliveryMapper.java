package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import io.nats.client.Message;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns JetStream messages into deliveries. */
final class DeliveryMapper {
  private final String epoch;

  DeliveryMapper(String epoch) {
    this.epoch = epoch;
  }

  Delivery map(Message message) {
    NatsJetStreamMetaData meta = message.metaData();
    byte[] data = message.getData();
    return new Delivery(
        meta.getStream(),
        epoch,
        meta.streamSequence(),
        message.getSubject(),
        headers(message),
        data == null ? new byte[0] : data,
        meta.timestamp().toInstant(),
        meta.deliveredCount(),
        meta.pendingCount(),
        new ReplySubject(message.getReplyTo()));
  }

  private static Headers headers(Message message) {
    io.nats.client.impl.Headers sent = message.getHeaders();
    if (sent == null || sent.isEmpty()) {
      return Headers.NONE;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    sent.forEach(values::put);
    return new Headers(values);
  }
}
