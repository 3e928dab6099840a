package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        headers(message.getHeaders()),
        data == null ? new byte[0] : data,
        meta.timestamp().toInstant(),
        meta.deliveredCount(),
        meta.pendingCount(),
        new ReplySubject(message.getReplyTo()));
  }

  /** A message that was fetched by its sequence: no ack settles it. */
  static Delivery map(String stream, String epoch, MessageInfo stored, long deliveries) {
    byte[] data = stored.getData();
    return new Delivery(
        stream,
        epoch,
        stored.getSeq(),
        stored.getSubject(),
        headers(stored.getHeaders()),
        data == null ? new byte[0] : data,
        stored.getTime().toInstant(),
        deliveries,
        0,
        new ReplySubject(""));
  }

  private static Headers headers(io.nats.client.impl.@Nullable Headers sent) {
    if (sent == null || sent.isEmpty()) {
      return Headers.NONE;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    sent.forEach(values::put);
    return new Headers(values);
  }
}
