package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.message.Delivery;
import io.nats.client.Connection;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.OrderedConsumerContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks through streams of events for those that one record has caused. Reads headers only, from
 * the record's time on, through consumers that end with the search. Blocks for as long as that
 * takes.
 */
final class OutputSearch {
  private static final int AT_ONCE = 500;
  private static final long EMPTY_AFTER_MILLIS = 1_000;

  private final Connection connection;

  OutputSearch(Connection connection) {
    this.connection = connection;
  }

  /**
   * The events, oldest first in each stream.
   *
   * @param cause the record; empty if the stream has removed it, which makes the search longer
   */
  List<StoredOutput> find(
      List<String> subjects, String stream, String epoch, long sequence, Optional<Delivery> cause)
      throws IOException, JetStreamApiException {
    String wanted = JetStreamPublisher.cause(stream, epoch, sequence);
    List<StoredOutput> found = new ArrayList<>();
    for (String subject : subjects) {
      for (String outputs : connection.jetStreamManagement().getStreamNames(subject)) {
        search(outputs, subject, wanted, cause, found);
      }
    }
    return found;
  }

  private void search(
      String stream,
      String subject,
      String wanted,
      Optional<Delivery> cause,
      List<StoredOutput> found)
      throws IOException, JetStreamApiException {
    OrderedConsumerConfiguration from =
        new OrderedConsumerConfiguration().filterSubject(subject).headersOnly(true);
    cause.ifPresent(
        record ->
            from.deliverPolicy(DeliverPolicy.ByStartTime)
                .startTime(record.timestamp().atZone(ZoneOffset.UTC)));
    OrderedConsumerContext consumer =
        connection.getStreamContext(stream).createOrderedConsumer(from);
    FetchConsumeOptions options =
        FetchConsumeOptions.builder().maxMessages(AT_ONCE).expiresIn(EMPTY_AFTER_MILLIS).build();
    try {
      for (boolean more = true; more; ) {
        more = false;
        try (FetchConsumer fetch = consumer.fetch(options)) {
          for (Message next = fetch.nextMessage();
              next != null;
              next = more ? fetch.nextMessage() : null) {
            more = next.metaData().pendingCount() > 0;
            Headers headers = next.getHeaders();
            if (headers != null && wanted.equals(headers.getFirst(JetStreamPublisher.CAUSE))) {
              found.add(
                  new StoredOutput(
                      stream,
                      next.metaData().streamSequence(),
                      next.getSubject(),
                      String.valueOf(headers.getFirst("Nats-Msg-Id")),
                      next.metaData().timestamp().toInstant()));
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (JetStreamStatusCheckedException e) {
      throw new IOException("stream " + stream + " cannot be searched: " + e.getMessage(), e);
    } catch (IOException | JetStreamApiException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
