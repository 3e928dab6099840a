package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosStack;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stream has reached its {@code max_bytes} with {@code discard: new}: the server refuses what
 * is published, orders and events alike. A copy of an event is published to see that it does.
 */
final class StoreFull implements Fault {
  /** Copies of these are harmless, should one be stored after all. */
  private static final Map<String, String> SUBJECTS =
      Map.of(
          "ORDERS", "orders.created.v2",
          "PAYMENTS", "payments.completed.v1",
          "INVENTORY", "inventory.reserved.v1");

  private final ChaosStack stack;
  private final String stream;
  private @Nullable StreamConfiguration before;
  private long hits;

  StoreFull(ChaosStack stack, String stream) {
    this.stack = stack;
    this.stream = stream;
  }

  @Override
  public void begin() throws Exception {
    JetStreamManagement management = stack.connection().jetStreamManagement();
    StreamInfo info = management.getStreamInfo(stream);
    before = info.getConfiguration();
    var unused =
        management.updateStream(
            StreamConfiguration.builder(info.getConfiguration())
                .maxBytes(Math.max(1, info.getStreamState().getByteCount()))
                .build());
    hits = isRefused(management) ? 1 : 0;
  }

  @Override
  public void end() throws Exception {
    StreamConfiguration original = before;
    if (original != null) {
      var unused = stack.connection().jetStreamManagement().updateStream(original);
    }
  }

  @Override
  public long hits() {
    return hits;
  }

  private boolean isRefused(JetStreamManagement management)
      throws IOException, JetStreamApiException {
    MessageInfo last = management.getLastMessage(stream, SUBJECTS.getOrDefault(stream, ">"));
    Headers headers = new Headers();
    Headers original = last.getHeaders();
    if (original != null) {
      original.forEach(headers::put);
    }
    headers.put("Nats-Msg-Id", "probe-" + UUID.randomUUID());
    try {
      var unused =
          stack
              .connection()
              .jetStream()
              .publish(
                  NatsMessage.builder()
                      .subject(last.getSubject())
                      .headers(headers)
                      .data(last.getData())
                      .build());
      return false;
    } catch (JetStreamApiException refused) {
      return true;
    }
  }
}
