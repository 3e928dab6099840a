package dev.triggerbridge.functions.audittool.stream;

import dev.triggerbridge.functions.audittool.bucket.Epoch;
import dev.triggerbridge.functions.audittool.bucket.Sha256;
import dev.triggerbridge.functions.audittool.stream.StreamView.Fingerprint;
import io.nats.client.Connection;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads streams and the audit's place in them; changes nothing. Calls block. */
public final class Streams implements AutoCloseable {
  private static final String EPOCH = "trigger-bridge-epoch";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection nats;
  private final JetStreamManagement management;

  private Streams(Connection nats) throws IOException {
    this.nats = nats;
    this.management = nats.jetStreamManagement();
  }

  /**
   * Connects.
   *
   * @param url of one or more servers, with commas
   * @param credentials a credentials file, or null
   */
  public static Streams connect(String url, @Nullable String credentials)
      throws IOException, InterruptedException {
    Options.Builder options =
        new Options.Builder().servers(url.split(",")).connectionName("audit").maxReconnects(5);
    if (credentials != null) {
      options.authHandler(Nats.credentials(credentials));
    }
    return new Streams(Nats.connect(options.build()));
  }

  /** Streams that have a consumer of the audit. */
  public List<String> audited() throws IOException, JetStreamApiException {
    return management.getStreamNames().stream()
        .filter(
            stream -> {
              try {
                return management.getConsumerNames(stream).contains(consumerOf(stream));
              } catch (IOException | JetStreamApiException e) {
                return false;
              }
            })
        .sorted()
        .toList();
  }

  /** The audit's consumer by the order system's custom: its mapping is called so. */
  public static String consumerOf(String stream) {
    return "audit-" + stream.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a stream up to where it is now.
   *
   * @param consumer durable name of the audit's consumer
   * @throws IOException also if the server stops answering
   * @throws JetStreamApiException also if there is no such stream or consumer
   */
  public StreamView read(String stream, String consumer)
      throws IOException, JetStreamApiException, InterruptedException {
    ConsumerInfo audit = management.getConsumerInfo(stream, consumer);
    StreamInfo info = management.getStreamInfo(stream);
    long last = info.getStreamState().getLastSequence();
    Map<Long, Fingerprint> messages = new HashMap<>();
    if (info.getStreamState().getMsgCount() > 0) {
      read(stream, last, messages);
    }
    return new StreamView(
        new Epoch(stream, epoch(info)),
        info.getStreamState().getMsgCount() > 0
            ? info.getStreamState().getFirstSequence()
            : last + 1,
        last,
        audit.getAckFloor().getStreamSequence(),
        messages);
  }

  @Override
  public void close() throws InterruptedException {
    nats.close();
  }

  private static String epoch(StreamInfo info) {
    Map<String, String> metadata = info.getConfiguration().getMetadata();
    String epoch = metadata == null ? null : metadata.get(EPOCH);
    return epoch == null ? "created-" + info.getCreateTime().toInstant().toEpochMilli() : epoch;
  }

  private void read(String stream, long last, Map<Long, Fingerprint> messages)
      throws IOException, JetStreamApiException, InterruptedException {
    try (IterableConsumer consumer =
        nats.getStreamContext(stream)
            .createOrderedConsumer(new OrderedConsumerConfiguration())
            .iterate()) {
      long at = 0;
      while (at < last) {
        Message message = consumer.nextMessage(PATIENCE);
        if (message == null) {
          throw new IOException("stream %s stopped after sequence %d".formatted(stream, at));
        }
        at = message.metaData().streamSequence();
        byte[] data = message.getData();
        messages.put(
            at,
            new Fingerprint(message.getSubject(), Sha256.hex(data == null ? new byte[0] : data)));
        // The rest may have been deleted: nothing would come any more.
        if (message.metaData().pendingCount() == 0) {
          return;
        }
      }
    } catch (JetStreamStatusCheckedException e) {
      throw new IOException("stream " + stream + " cannot be read", e);
    } catch (IOException | JetStreamApiException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("reading of stream " + stream + " cannot be ended", e);
    }
  }
}
