package dev.triggerbridge.functions.audittool.stream;

import dev.triggerbridge.functions.audittool.bucket.Epoch;
import dev.triggerbridge.functions.audittool.bucket.MessageHeaders;
import dev.triggerbridge.functions.audittool.bucket.Sha256;
import dev.triggerbridge.functions.audittool.stream.StreamView.Fingerprint;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bridge tells the audit function of a message, read from the message itself. Pure. */
final class Fingerprints {
  private Fingerprints() {}

  static Fingerprint of(Message message, Epoch epoch) {
    byte[] data = message.getData();
    Map<String, List<String>> headers = headers(message.getHeaders());
    String id = first(headers, "Nats-Msg-Id");
    return new Fingerprint(
        message.getSubject(),
        message.metaData().timestamp().toInstant(),
        id == null ? epoch + "/" + message.metaData().streamSequence() : id,
        first(headers, "Content-Type"),
        first(headers, "Data-Schema"),
        MessageHeaders.sha256(headers),
        Sha256.hex(data == null ? new byte[0] : data));
  }

  private static Map<String, List<String>> headers(@Nullable Headers sent) {
    Map<String, List<String>> headers = new HashMap<>();
    if (sent != null) {
      sent.forEach(headers::put);
    }
    return headers;
  }

  private static @Nullable String first(Map<String, List<String>> headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }
}
