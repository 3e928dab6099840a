package dev.triggerbridge.local.system.read;

import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import io.nats.client.Connection;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads streams and their consumers from the server. Blocks. */
public final class StreamReader {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connection nats;
  private final JetStreamManagement management;

  /**
   * A reader.
   *
   * @param nats connection, kept by the caller
   */
  public StreamReader(Connection nats) throws IOException {
    this.nats = nats;
    this.management = nats.jetStreamManagement();
  }

  /** Every message of a stream up to the last one it had when this was called. */
  public StreamContent read(String stream)
      throws IOException, JetStreamApiException, InterruptedException {
    StreamInfo info = management.getStreamInfo(stream);
    long last = info.getStreamState().getLastSequence();
    List<StreamMessage> messages = new ArrayList<>();
    if (info.getStreamState().getMsgCount() > 0) {
      read(stream, last, messages);
    }
    return new StreamContent(
        stream, StreamEpoch.of(info), info.getStreamState().getFirstSequence(), last, messages);
  }

  /** The durable consumers of a stream, compared with its content. */
  public List<ConsumerState> consumers(StreamContent stream)
      throws IOException, JetStreamApiException {
    List<ConsumerState> states = new ArrayList<>();
    for (ConsumerInfo consumer : management.getConsumers(stream.name())) {
      if (consumer.getConsumerConfiguration().getDurable() != null) {
        states.add(state(stream, consumer));
      }
    }
    return states;
  }

  private void read(String stream, long last, List<StreamMessage> messages)
      throws IOException, JetStreamApiException, InterruptedException {
    try (IterableConsumer consumer =
        nats.getStreamContext(stream)
            .createOrderedConsumer(new OrderedConsumerConfiguration())
            .iterate()) {
      while (messages.isEmpty() || messages.getLast().sequence() < last) {
        Message message = consumer.nextMessage(PATIENCE);
        if (message == null) {
          throw new IOException("stream " + stream + " stopped after " + messages.size());
        }
        messages.add(message(message));
      }
    } catch (JetStreamStatusCheckedException e) {
      throw new IOException("stream " + stream + " cannot be read", e);
    } catch (IOException | JetStreamApiException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("reading of stream " + stream + " cannot be ended", e);
    }
  }

  private static StreamMessage message(Message message) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Headers found = message.getHeaders();
    if (found != null) {
      found.forEach(headers::put);
    }
    return new StreamMessage(
        message.metaData().getStream(),
        message.metaData().streamSequence(),
        message.getSubject(),
        message.metaData().timestamp().toInstant(),
        headers,
        message.getData());
  }

  private static ConsumerState state(StreamContent stream, ConsumerInfo consumer) {
    List<String> filters = consumer.getConsumerConfiguration().getFilterSubjects();
    long delivered = consumer.getDelivered().getStreamSequence();
    long matched =
        stream.messages().stream()
            .filter(message -> message.sequence() <= delivered)
            .filter(message -> SubjectFilter.matches(filters, message.subject()))
            .count();
    return new ConsumerState(
        stream.name(),
        consumer.getName(),
        consumer.getNumPending(),
        consumer.getNumAckPending(),
        consumer.getDelivered().getConsumerSequence(),
        matched);
  }
}
