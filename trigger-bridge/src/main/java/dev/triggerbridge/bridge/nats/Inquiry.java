package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.SequenceInfo;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the server about single messages and their consumers; changes nothing. Methods block. */
public final class Inquiry {
  private static final int STREAM_NOT_FOUND = 10059;
  private static final int NO_MESSAGE_FOUND = 10037;

  private final Connection connection;
  private final JetStreamManagement management;

  Inquiry(Connection connection) throws IOException {
    this.connection = connection;
    this.management = connection.jetStreamManagement();
  }

  /**
   * The stream.
   *
   * @throws IOException if it does not exist or the server does not answer
   */
  public StreamSight stream(String name) throws IOException {
    try {
      StreamInfo info = management.getStreamInfo(name);
      return new StreamSight(
          Epochs.of(info),
          info.getStreamState().getFirstSequence(),
          info.getStreamState().getLastSequence());
    } catch (JetStreamApiException e) {
      throw failed("stream " + name, e);
    }
  }

  /** The message as it is stored, with a delivery count of 0; empty if it is not there. */
  public Optional<Delivery> message(String stream, String epoch, long sequence) throws IOException {
    return scanned(stream, epoch, sequence).map(ScannedMessage::message);
  }

  /** The message with what its headers say of where it came from; empty if it is not there. */
  public Optional<ScannedMessage> scanned(String stream, String epoch, long sequence)
      throws IOException {
    try {
      MessageInfo found = management.getMessage(stream, sequence);
      byte[] data = found.getData();
      Delivery message =
          new Delivery(
              stream,
              epoch,
              sequence,
              String.valueOf(found.getSubject()),
              headers(found.getHeaders()),
              data == null ? new byte[0] : data,
              found.getTime().toInstant(),
              0,
              0,
              NotDelivered.TOKEN);
      return Optional.of(
          StreamScan.scanned(message, EntryHeaders.read(found.getHeaders(), found.getData())));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE_FOUND) {
        return Optional.empty();
      }
      throw failed("message " + stream + "/" + sequence, e);
    }
  }

  /** The consumer; empty if there is none of that name. */
  public Optional<ConsumerSight> consumer(String stream, String consumer) throws IOException {
    try {
      ConsumerInfo info = management.getConsumerInfo(stream, consumer);
      List<String> filters = info.getConsumerConfiguration().getFilterSubjects();
      return Optional.of(
          new ConsumerSight(
              filters == null ? List.of() : filters,
              sequence(info.getAckFloor()),
              sequence(info.getDelivered()),
              info.getNumAckPending()));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == ConsumerAdmin.CONSUMER_NOT_FOUND) {
        return Optional.empty();
      }
      throw failed("consumer " + consumer + " of stream " + stream, e);
    }
  }

  /** What is remembered of its failures; the bucket is not made where it does not exist. */
  public Attempts attempts(String mapping, String epoch, long sequence) throws IOException {
    try {
      return KvAttemptStore.find(connection, mapping, epoch, sequence);
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == STREAM_NOT_FOUND) {
        return Attempts.NONE;
      }
      throw failed("attempts of mapping " + mapping, e);
    }
  }

  /**
   * Events that a record has caused, of those that are stored under the subjects still.
   *
   * @param cause the record, as {@link #message} found it
   */
  public List<StoredOutput> outputs(
      List<String> subjects, String stream, String epoch, long sequence, Optional<Delivery> cause)
      throws IOException {
    try {
      return new OutputSearch(connection).find(subjects, stream, epoch, sequence, cause);
    } catch (JetStreamApiException e) {
      throw failed("outputs of " + stream + "/" + sequence, e);
    }
  }

  /** The streams that store a subject, which may have wildcards. */
  public List<String> streamsOf(String subject) throws IOException {
    try {
      return management.getStreamNames(subject);
    } catch (JetStreamApiException e) {
      throw failed("the streams of " + subject, e);
    }
  }

  /** Looks through a whole stream. */
  public StreamScan scan() {
    return new StreamScan(connection);
  }

  private static long sequence(@Nullable SequenceInfo info) {
    return info == null ? 0 : info.getStreamSequence();
  }

  static Headers headers(io.nats.client.impl.@Nullable Headers sent) {
    if (sent == null || sent.isEmpty()) {
      return Headers.NONE;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    sent.forEach(values::put);
    return new Headers(values);
  }

  private static IOException failed(String what, JetStreamApiException e) {
    return new IOException(what + " cannot be read: " + e.getErrorDescription(), e);
  }

  /** Nothing can be settled with it. */
  enum NotDelivered implements AckToken {
    TOKEN
  }
}
