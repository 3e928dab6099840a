package dev.triggerbridge.functions.audittool.stream;

import dev.triggerbridge.functions.audittool.bucket.Epoch;
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
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads streams and the audit's place in them; changes nothing. Calls block. */
public final class Streams implements AutoCloseable {
  private static final String EPOCH = "trigger-bridge-epoch";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** JetStream's error code of a stream that does not exist. */
  private static final int NO_SUCH_STREAM = 10059;

  /** JetStream's error code of a consumer that does not exist. */
  private static final int NO_SUCH_CONSUMER = 10014;

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

  /**
   * Streams that have a consumer of the audit.
   *
   * @throws StreamUnreadableException if that cannot be found out: a stream that is left out is
   *     never compared
   */
  public List<String> audited() throws StreamUnreadableException {
    List<String> audited = new ArrayList<>();
    for (String stream : names()) {
      if (isAudited(stream)) {
        audited.add(stream);
      }
    }
    return audited.stream().sorted().toList();
  }

  /** The audit's consumer by the order system's custom: its mapping is called so. */
  public static String consumerOf(String stream) {
    return "audit-" + stream.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a stream up to where it is now.
   *
   * @throws StreamUnreadableException also if there is no such stream, or no consumer of the audit
   */
  public StreamView read(String stream) throws StreamUnreadableException, InterruptedException {
    try {
      ConsumerInfo audit = management.getConsumerInfo(stream, consumerOf(stream));
      StreamInfo info = management.getStreamInfo(stream);
      Epoch epoch = new Epoch(stream, epoch(info));
      long last = info.getStreamState().getLastSequence();
      Map<Long, Fingerprint> messages =
          info.getStreamState().getMsgCount() == 0 ? Map.of() : messages(epoch, last);
      // Asked for afterwards: what has expired in the meantime is not missing.
      StreamState after = management.getStreamInfo(stream).getStreamState();
      return new StreamView(
          epoch,
          after.getMsgCount() == 0 ? after.getLastSequence() + 1 : after.getFirstSequence(),
          last,
          last,
          audit.getAckFloor().getStreamSequence(),
          messages);
    } catch (IOException | JetStreamApiException e) {
      throw unreadable(stream, e);
    }
  }

  /** The last sequence that the stream has assigned by now. */
  public long lastSequence(String stream) throws StreamUnreadableException {
    try {
      return management.getStreamInfo(stream).getStreamState().getLastSequence();
    } catch (IOException | JetStreamApiException e) {
      throw unreadable(stream, e);
    }
  }

  /**
   * Makes sure that the audit's records of a stream are not left without a comparison because its
   * consumer is gone. A stream that is gone itself cannot be compared.
   *
   * @throws StreamUnreadableException if the stream is there and its consumer is not
   */
  public void requireConsumerIfPresent(String stream) throws StreamUnreadableException {
    for (String present : names()) {
      if (present.equals(stream) && !isAudited(stream)) {
        throw new StreamUnreadableException(
            "stream %s is there, its records are in the bucket, and its consumer %s is gone: it cannot be compared. Create the consumer again, or name the other streams with --stream"
                .formatted(stream, consumerOf(stream)),
            null);
      }
    }
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

  private List<String> names() throws StreamUnreadableException {
    try {
      return management.getStreamNames();
    } catch (IOException | JetStreamApiException e) {
      throw new StreamUnreadableException(
          "the streams cannot be listed, so nothing was compared: " + e.getMessage(), e);
    }
  }

  private boolean isAudited(String stream) throws StreamUnreadableException {
    try {
      return management.getConsumerNames(stream).contains(consumerOf(stream));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_SUCH_STREAM) {
        // Deleted since the streams were listed.
        return false;
      }
      throw unreadable(stream, e);
    } catch (IOException e) {
      throw unreadable(stream, e);
    }
  }

  private static StreamUnreadableException unreadable(String stream, Exception cause) {
    int code = cause instanceof JetStreamApiException refused ? refused.getApiErrorCode() : 0;
    String what =
        switch (code) {
          case NO_SUCH_STREAM ->
              "does not exist: name another one, or look with verify --bucket-only";
          case NO_SUCH_CONSUMER ->
              "has no consumer %s: it is not audited, or the consumer was deleted"
                  .formatted(consumerOf(stream));
          default ->
              "cannot be read, so it was not compared: look whether the server answers and the user"
                  + " may read streams and consumers: "
                  + cause.getMessage();
        };
    return new StreamUnreadableException("stream " + stream + " " + what, cause);
  }

  private Map<Long, Fingerprint> messages(Epoch epoch, long last)
      throws IOException, JetStreamApiException, InterruptedException {
    String stream = epoch.stream();
    Map<Long, Fingerprint> messages = new HashMap<>();
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
        messages.put(at, Fingerprints.of(message, epoch));
        // The rest may have been deleted: nothing would come any more.
        if (message.metaData().pendingCount() == 0) {
          break;
        }
      }
      return messages;
    } catch (JetStreamStatusCheckedException e) {
      throw new IOException("stream " + stream + " cannot be read", e);
    } catch (IOException | JetStreamApiException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("reading of stream " + stream + " cannot be ended", e);
    }
  }
}
