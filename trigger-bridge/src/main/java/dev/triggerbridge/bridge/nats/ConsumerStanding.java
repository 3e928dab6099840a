package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.SequenceInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a consumer stands at the server, whether a bridge runs or not.
 *
 * @param pending not delivered yet
 * @param ackPending delivered and not settled
 * @param oldest when the oldest message that is not settled was stored; empty if there is none
 */
public record ConsumerStanding(long pending, long ackPending, Optional<Instant> oldest) {
  private static final int STREAM_NOT_FOUND = 10059;
  private static final int NO_MESSAGE_FOUND = 10037;

  /** Empty if the consumer or its stream does not exist. Blocks. */
  static Optional<ConsumerStanding> of(Connection connection, String stream, String consumer)
      throws IOException, JetStreamApiException {
    JetStreamManagement management = connection.jetStreamManagement();
    try {
      ConsumerInfo info = management.getConsumerInfo(stream, consumer);
      long pending = info.getNumPending();
      long ackPending = info.getNumAckPending();
      Optional<Instant> oldest =
          pending + ackPending == 0 ? Optional.empty() : oldest(management, info);
      return Optional.of(new ConsumerStanding(pending, ackPending, oldest));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == ConsumerAdmin.CONSUMER_NOT_FOUND
          || e.getApiErrorCode() == STREAM_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The first message after the ack floor of those that the consumer is for. */
  private static Optional<Instant> oldest(JetStreamManagement management, ConsumerInfo info)
      throws IOException, JetStreamApiException {
    SequenceInfo floor = info.getAckFloor();
    long next = (floor == null ? 0 : floor.getStreamSequence()) + 1;
    Optional<Instant> oldest = Optional.empty();
    for (String filter : filters(info)) {
      Optional<Instant> first = first(management, info.getStreamName(), next, filter);
      if (oldest.isEmpty() || (first.isPresent() && first.get().isBefore(oldest.get()))) {
        oldest = first;
      }
    }
    return oldest;
  }

  private static Optional<Instant> first(
      JetStreamManagement management, String stream, long from, String filter)
      throws IOException, JetStreamApiException {
    try {
      return Optional.of(management.getNextMessage(stream, from, filter).getTime().toInstant());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<String> filters(ConsumerInfo info) {
    var filters = info.getConsumerConfiguration().getFilterSubjects();
    return filters == null || filters.isEmpty() ? List.of(">") : filters;
  }
}
