package dev.triggerbridge.bridge.app;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a test does with NATS: publish with ids, read whole streams back, look at a consumer. */
final class Streams implements AutoCloseable {
  private final Connection connection;

  Streams(String url) throws IOException {
    try {
      Options options =
          Options.builder().server(url).maxReconnects(-1).connectionName("test").build();
      this.connection = Nats.connect(options);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Publishes and waits for the PubAck. */
  long publish(String subject, String messageId, String payload)
      throws IOException, JetStreamApiException {
    return publish(subject, messageId, payload.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** The same with bytes and further headers. */
  long publish(String subject, String messageId, byte[] payload, Map<String, String> more)
      throws IOException, JetStreamApiException {
    Headers headers = new Headers().put("Nats-Msg-Id", messageId);
    more.forEach(headers::put);
    NatsMessage message =
        NatsMessage.builder().subject(subject).headers(headers).data(payload).build();
    return connection.jetStream().publish(message).getSeqno();
  }

  ConsumerInfo consumer(String stream, String consumer) throws IOException, JetStreamApiException {
    return connection.jetStreamManagement().getConsumerInfo(stream, consumer);
  }

  /** Whether nothing waits and nothing is unsettled. */
  boolean isSettled(String stream, String consumer) throws IOException, JetStreamApiException {
    ConsumerInfo info = consumer(stream, consumer);
    return info.getNumPending() == 0 && info.getNumAckPending() == 0;
  }

  /**
   * Takes every unsettled message of a consumer from it until each has been delivered so often, as
   * bridges do that die. They are free again when it returns; nothing else may read there
   * meanwhile.
   */
  void deliverInVain(String stream, String consumer, long deliveries) throws Exception {
    ConsumerInfo info = consumer(stream, consumer);
    long left = info.getNumPending() + info.getNumAckPending();
    JetStreamSubscription taking =
        connection.jetStream().subscribe(null, PullSubscribeOptions.bind(stream, consumer));
    while (left > 0) {
      for (Message message : taking.fetch((int) left, Duration.ofSeconds(1))) {
        message.nak();
        left -= message.metaData().deliveredCount() == deliveries ? 1 : 0;
      }
    }
    connection.flush(Duration.ofSeconds(10));
    taking.unsubscribe();
  }

  /** Every message of a stream, in order. */
  List<MessageInfo> all(String stream) throws IOException, JetStreamApiException {
    long last =
        connection.jetStreamManagement().getStreamInfo(stream).getStreamState().getLastSequence();
    List<MessageInfo> messages = new ArrayList<>();
    for (long sequence = 1; sequence <= last; sequence++) {
      messages.add(connection.jetStreamManagement().getMessage(stream, sequence));
    }
    return messages;
  }

  /** How many messages a stream has now. */
  long count(String stream) throws IOException, JetStreamApiException {
    return connection.jetStreamManagement().getStreamInfo(stream).getStreamState().getMsgCount();
  }

  void delete(String stream) throws IOException, JetStreamApiException {
    boolean unused = connection.jetStreamManagement().deleteStream(stream);
  }

  /** The {@code Nats-Msg-Id} of every message of a stream, in order. */
  List<String> messageIds(String stream) throws IOException, JetStreamApiException {
    return all(stream).stream().map(message -> header(message, "Nats-Msg-Id")).toList();
  }

  static String header(MessageInfo message, String name) {
    Headers headers = message.getHeaders();
    String value = headers == null ? null : headers.getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
