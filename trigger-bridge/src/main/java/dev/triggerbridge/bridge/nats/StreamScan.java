package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.message.Delivery;
import io.nats.client.Connection;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.OrderedConsumerContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a stream from a time on, within bounds, through a consumer that ends with it; acks nothing
 * and changes nothing. Blocks.
 */
public final class StreamScan {
  private static final int NO_MESSAGE_FOUND = 10037;
  private static final int AT_ONCE = 500;
  private static final long EMPTY_AFTER_MILLIS = 1_000;

  private final Connection connection;

  StreamScan(Connection connection) {
    this.connection = connection;
  }

  /**
   * Shows the messages, oldest first.
   *
   * @param headersOnly spares the payloads
   * @throws IOException if the stream does not exist or the server does not answer
   */
  public Seen read(
      String stream, Bounds bounds, boolean headersOnly, Consumer<ScannedMessage> visitor)
      throws IOException {
    try {
      StreamInfo info = connection.jetStreamManagement().getStreamInfo(stream);
      var state = info.getStreamState();
      if (state.getMsgCount() == 0
          || state.getLastTime() == null
          || state.getLastTime().toInstant().isBefore(bounds.since())) {
        return new Seen(0, true);
      }
      OrderedConsumerConfiguration from =
          new OrderedConsumerConfiguration()
              .headersOnly(headersOnly)
              .deliverPolicy(DeliverPolicy.ByStartTime)
              .startTime(bounds.since().atZone(ZoneOffset.UTC));
      long newest = state.getLastSequence() - bounds.messages() + 1;
      boolean whole =
          newest <= state.getFirstSequence() || reachesBack(stream, newest, bounds.since());
      if (!whole) {
        from =
            new OrderedConsumerConfiguration()
                .headersOnly(headersOnly)
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(newest);
      }
      OrderedConsumerContext consumer =
          connection.getStreamContext(stream).createOrderedConsumer(from);
      Seen seen = read(consumer, new Shown(stream, Epochs.of(info), visitor), bounds);
      return new Seen(seen.messages(), whole && seen.complete());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (JetStreamStatusCheckedException e) {
      throw new IOException("stream " + stream + " cannot be read: " + e.getMessage(), e);
    } catch (JetStreamApiException e) {
      throw new IOException("stream " + stream + " cannot be read: " + e.getErrorDescription(), e);
    }
  }

  /** Whether the messages from this one on are all since the time. */
  private boolean reachesBack(String stream, long sequence, Instant since)
      throws IOException, JetStreamApiException {
    try {
      MessageInfo there = connection.jetStreamManagement().getNextMessage(stream, sequence, ">");
      return there.getTime().toInstant().isBefore(since);
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE_FOUND) {
        return true;
      }
      throw e;
    }
  }

  private static Seen read(OrderedConsumerContext consumer, Shown shown, Bounds bounds)
      throws IOException,
          InterruptedException,
          JetStreamApiException,
          JetStreamStatusCheckedException {
    FetchConsumeOptions options =
        FetchConsumeOptions.builder().maxMessages(AT_ONCE).expiresIn(EMPTY_AFTER_MILLIS).build();
    long end = System.nanoTime() + bounds.atMost().toNanos();
    long messages = 0;
    for (boolean more = true; more; ) {
      if (System.nanoTime() > end) {
        return new Seen(messages, false);
      }
      more = false;
      try (FetchConsumer fetch = consumer.fetch(options)) {
        for (Message next = fetch.nextMessage();
            next != null;
            next = more ? fetch.nextMessage() : null) {
          more = next.metaData().pendingCount() > 0;
          messages++;
          shown.show(next);
        }
      } catch (IOException | InterruptedException | JetStreamStatusCheckedException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
    return new Seen(messages, true);
  }

  /**
   * How much is read.
   *
   * @param since stored at or after
   * @param messages at most; if there are more, the newest
   * @param atMost for how long
   */
  public record Bounds(Instant since, long messages, Duration atMost) {}

  /**
   * How much was read.
   *
   * @param complete whether that is everything since the time
   */
  public record Seen(long messages, boolean complete) {}

  private record Shown(String stream, String epoch, Consumer<ScannedMessage> visitor) {
    void show(Message next) {
      Optional<DeadLetterEntry> entry = EntryHeaders.read(next.getHeaders(), next.getData());
      byte[] data = next.getData();
      Delivery message =
          new Delivery(
              stream,
              epoch,
              next.metaData().streamSequence(),
              next.getSubject(),
              Inquiry.headers(next.getHeaders()),
              data == null ? new byte[0] : data,
              next.metaData().timestamp().toInstant(),
              0,
              0,
              Inquiry.NotDelivered.TOKEN);
      visitor.accept(scanned(message, entry));
    }
  }

  static ScannedMessage scanned(Delivery message, Optional<DeadLetterEntry> entry) {
    String cause = message.headers().first(JetStreamPublisher.CAUSE);
    return new ScannedMessage(
        message,
        entry
            .map(DeadLetterEntry::origin)
            .map(of -> ScannedMessage.reference(of.stream(), of.epoch(), of.sequence()))
            .orElse(cause == null ? "" : cause),
        entry);
  }
}
