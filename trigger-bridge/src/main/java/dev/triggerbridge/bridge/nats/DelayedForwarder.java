package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.CrashPoint;
import dev.triggerbridge.bridge.dispatch.CrashPoints;
import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events whose time has come, with their {@code Nats-Msg-Id}, and acks them after the
 * PubAck. Every bridge runs one; they share one consumer. Never ends by itself.
 */
final class DelayedForwarder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DelayedForwarder.class);
  private static final int AT_ONCE = 100;
  private static final Duration FETCH = Duration.ofSeconds(1);

  /** So often a bridge that has delayed nothing itself looks whether another one has. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  /** Longer delays are taken in parts: clocks and bridges change. */
  private static final Duration LONGEST_NAK = Duration.ofHours(1);

  private final Connection connection;
  private final JetStream jetStream;
  private final DelayedStream stream;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  DelayedForwarder(Connection connection, DelayedStream stream, Clock clock) throws IOException {
    this.connection = connection;
    this.jetStream = connection.jetStream(JetStreamPublisher.OPTIONS);
    this.stream = stream;
    this.clock = clock;
  }

  /** Goes on in a thread of its own; returns at once. */
  void start() {
    thread = Thread.ofVirtual().name("delayed-events").start(this::run);
  }

  /** Returns when nothing is under way any more; what was not published comes again. */
  @Override
  public void close() {
    stopping.countDown();
    Thread running = thread;
    try {
      if (running != null && !running.join(FETCH.plusSeconds(1))) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    @Nullable ConsumerContext consumer = null;
    boolean failing = false;
    while (stopping.getCount() > 0) {
      Duration pause = Duration.ZERO;
      try {
        if (consumer == null && stream.ensureConsumer()) {
          consumer = connection.getConsumerContext(stream.name(), DelayedStream.CONSUMER);
        }
        if (consumer == null) {
          pause = LOOK_AGAIN;
        } else {
          forward(consumer);
          failing = false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException
          | JetStreamApiException
          | JetStreamStatusCheckedException
          | RuntimeException e) {
        if (!failing) {
          LOG.warn("delayed events wait: {}", e.getMessage());
        }
        failing = true;
        consumer = null;
        pause = AFTER_FAILURE;
      }
      if (isStoppingWithin(pause)) {
        return;
      }
    }
  }

  private void forward(ConsumerContext consumer)
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          InterruptedException {
    List<CompletableFuture<Void>> underWay = new ArrayList<>();
    FetchConsumeOptions options =
        FetchConsumeOptions.builder().maxMessages(AT_ONCE).expiresIn(FETCH.toMillis()).build();
    try (FetchConsumer fetch = consumer.fetch(options)) {
      for (Message next = fetch.nextMessage(); next != null; next = fetch.nextMessage()) {
        underWay.add(forwardOrHold(next));
      }
    } catch (IOException | JetStreamApiException | JetStreamStatusCheckedException e) {
      throw e;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
  }

  private CompletableFuture<Void> forwardOrHold(Message message) {
    Headers headers = message.getHeaders();
    String target = headers == null ? null : headers.getFirst(DelayedPublisher.TARGET);
    String id = headers == null ? null : headers.getFirst(DelayedPublisher.EVENT_ID);
    Instant due = headers == null ? null : due(headers.getFirst(DelayedPublisher.DELIVER_AT));
    if (headers == null || target == null || id == null || due == null) {
      LOG.error(
          "message {} of stream {} is no delayed event: remove it",
          message.metaData().streamSequence(),
          stream.name());
      message.nakWithDelay(LONGEST_NAK);
      return CompletableFuture.completedFuture(null);
    }
    Duration left = Duration.between(clock.instant(), due);
    if (left.isPositive()) {
      CrashPoints.reached(CrashPoint.BEFORE_DELAYED_NAK);
      message.nakWithDelay(left.compareTo(LONGEST_NAK) > 0 ? LONGEST_NAK : left.plusMillis(1));
      CrashPoints.reached(CrashPoint.AFTER_DELAYED_NAK);
      return CompletableFuture.completedFuture(null);
    }
    return publish(message, target, id, ownHeaders(headers));
  }

  private CompletableFuture<Void> publish(
      Message message, String target, String id, Headers headers) {
    CrashPoints.reached(CrashPoint.BEFORE_FORWARD);
    NatsMessage event =
        NatsMessage.builder().subject(target).headers(headers).data(message.getData()).build();
    return jetStream
        .publishAsync(event, PublishOptions.builder().messageId(id).build())
        .handle(
            (stored, failure) -> {
              if (failure == null) {
                CrashPoints.reached(CrashPoint.AFTER_FORWARD);
                message.ack();
                CrashPoints.reached(CrashPoint.AFTER_FORWARD_ACK);
              } else {
                LOG.warn("delayed event {} is not stored on {} yet: {}", id, target, failure);
                message.nakWithDelay(AFTER_FAILURE);
              }
              return null;
            });
  }

  /** Without what the server or we have added. */
  private static Headers ownHeaders(Headers stored) {
    Headers own = new Headers();
    stored.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!lower.startsWith("nats-") && !lower.startsWith("trigger-bridge-")) {
            own.add(name, values);
          }
        });
    return own;
  }

  private static @Nullable Instant due(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private boolean isStoppingWithin(Duration pause) {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
