package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that the server has given up because somebody set a {@code max_deliver}: it forgets them
 * and lists them nowhere, but says so once in an advisory. Advisories are captured in a stream, and
 * what they name is fetched by its sequence and dead-lettered.
 *
 * <p>One thread of its own. An advisory is settled only after the dead letter is stored.
 */
public final class GivenUpByServer implements AutoCloseable {
  static final String STREAM = "trigger-bridge-advisories";
  private static final String SUBJECT = "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.";
  private static final String CODE = "MAX_DELIVERIES";
  private static final Logger LOG = LoggerFactory.getLogger(GivenUpByServer.class);
  private static final Duration KEPT = Duration.ofDays(14);
  private static final long MOST_BYTES = 64L << 20;
  private static final Duration ACK_WAIT = Duration.ofSeconds(60);
  private static final Duration PULL = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int NO_MESSAGE = 10037;

  private final Connection connection;
  private final JetStreamManagement management;
  private final ConsumerSpec spec;
  private final @Nullable String advisories;
  private @Nullable Thread thread;
  private volatile boolean stopped;

  /**
   * Begins to capture; a message given up from now on is not missed. Where the account may not have
   * such a stream, says so in the log and captures nothing.
   */
  GivenUpByServer(Connection connection, ConsumerSpec spec) throws IOException {
    this.connection = connection;
    this.management = connection.jetStreamManagement();
    this.spec = spec;
    this.advisories = capture();
  }

  /**
   * Dead-letters what the server gives up, from now on and since it was captured. Returns at once.
   *
   * @param epoch of the stream
   */
  public void start(String epoch, DeadLetters deadLetters, DispatchObserver observer) {
    if (advisories != null) {
      thread =
          Thread.ofVirtual()
              .name("given-up-" + spec.mapping())
              .start(() -> run(advisories, epoch, deadLetters, observer));
    }
  }

  @Override
  public void close() {
    stopped = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private @Nullable String capture() throws IOException {
    String subject = SUBJECT + spec.stream() + "." + spec.consumer();
    try {
      List<String> streams = management.getStreamNames(subject);
      String stream = streams.isEmpty() ? create() : streams.getFirst();
      var unused =
          management.addOrUpdateConsumer(
              stream,
              ConsumerConfiguration.builder()
                  .durable(durable())
                  .ackPolicy(AckPolicy.Explicit)
                  .ackWait(ACK_WAIT)
                  .deliverPolicy(DeliverPolicy.All)
                  .filterSubject(subject)
                  .build());
      return stream;
    } catch (JetStreamApiException e) {
      LOG.warn(
          "mapping {}: advisories cannot be captured ({}): a message that the server gives up"
              + " because of a max_deliver would be missed",
          spec.mapping(),
          e.getErrorDescription());
      return null;
    }
  }

  private String create() throws IOException, JetStreamApiException {
    int replicas = management.getStreamInfo(spec.stream()).getConfiguration().getReplicas();
    var unused =
        management.addStream(
            StreamConfiguration.builder()
                .name(STREAM)
                .subjects(SUBJECT + ">")
                .storageType(StorageType.File)
                .discardPolicy(DiscardPolicy.Old)
                .maxAge(KEPT)
                .maxBytes(MOST_BYTES)
                .replicas(replicas)
                .build());
    return STREAM;
  }

  private String durable() {
    return "given-up-" + spec.stream() + "-" + spec.consumer();
  }

  private void run(
      String stream, String epoch, DeadLetters deadLetters, DispatchObserver observer) {
    while (!stopped) {
      try {
        ConsumerContext consumer =
            connection.getStreamContext(stream).getConsumerContext(durable());
        Message advisory = consumer.next(PULL);
        if (advisory != null) {
          handle(advisory, epoch, deadLetters, observer);
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException
          | JetStreamApiException
          | JetStreamStatusCheckedException
          | RuntimeException e) {
        LOG.debug("advisories of {} cannot be read now", spec.mapping(), e);
        if (!paused()) {
          return;
        }
      }
    }
  }

  private void handle(
      Message advisory, String epoch, DeadLetters deadLetters, DispatchObserver observer)
      throws IOException, JetStreamApiException {
    try {
      JsonValue said = JsonParser.parse(advisory.getData());
      long sequence = number(said, "stream_seq");
      observer.alarm(
          CODE,
          "the server gave %s/%d up because consumer %s had a max_deliver: it is dead-lettered"
              .formatted(spec.stream(), sequence, spec.consumer()));
      Delivery delivery = fetch(epoch, sequence, number(said, "deliveries"));
      AckDecision.DeadLetter reason =
          new AckDecision.DeadLetter(
              0,
              CODE,
              CODE,
              "the server gave it up after %d deliveries, at the consumer's max_deliver"
                  .formatted(delivery.deliveryCount()));
      deadLetters.store(delivery, reason);
      observer.deadLettered(delivery, 0, CODE, reason.message());
      advisory.ack();
    } catch (StoreUnavailableException e) {
      observer.alarm("DEAD_LETTER_NOT_STORED", String.valueOf(e.getMessage()));
      advisory.nakWithDelay(PAUSE);
    } catch (JsonParseException e) {
      LOG.warn("an advisory of {} cannot be read: {}", spec.mapping(), e.getMessage());
      advisory.term();
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != NO_MESSAGE) {
        throw e;
      }
      observer.alarm(CODE, "the message is not in stream " + spec.stream() + " any more");
      advisory.term();
    }
  }

  private Delivery fetch(String epoch, long sequence, long deliveries)
      throws IOException, JetStreamApiException {
    return DeliveryMapper.map(
        spec.stream(), epoch, management.getMessage(spec.stream(), sequence), deliveries);
  }

  private static long number(JsonValue advisory, String field) throws JsonParseException {
    JsonValue value = advisory.map == null ? null : advisory.map.get(field);
    if (value == null || value.number == null) {
      throw new JsonParseException(field + " is missing");
    }
    return value.number.longValue();
  }

  private boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
