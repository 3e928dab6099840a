package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.CrashPoint;
import dev.triggerbridge.bridge.dispatch.CrashPoints;
import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is due, and stores what is not where it waits for its time; that is the event's
 * PubAck.
 */
final class DelayedPublisher implements EventPublisher {
  /** Where the event goes when it is due. */
  static final String TARGET = "Trigger-Bridge-Target";

  /** Its {@code Nats-Msg-Id} there. */
  static final String EVENT_ID = "Trigger-Bridge-Event-Id";

  /** When that is. */
  static final String DELIVER_AT = "Trigger-Bridge-Deliver-At";

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final JetStreamPublisher direct;
  private final JetStream jetStream;
  private final DelayedStream stream;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Look last;

  DelayedPublisher(
      Connection connection, JetStreamPublisher direct, DelayedStream stream, Clock clock)
      throws IOException {
    this.direct = direct;
    this.jetStream = connection.jetStream(JetStreamPublisher.OPTIONS);
    this.stream = stream;
    this.clock = clock;
  }

  /** Blocks for a request every few seconds if events have to wait. */
  @Override
  public CompletableFuture<Void> publish(OutputEvent event, Delivery cause) {
    Instant due = event.deliverAt();
    if (due == null || !due.isAfter(clock.instant())) {
      return direct.publish(event, cause);
    }
    try {
      DelayedStream.State now = state();
      if (!now.room()) {
        throw new IllegalStateException(
            "stream %s holds delayedEvents.maxBytes: raise it".formatted(stream.name()));
      }
      return store(event, cause, due, now.schedules());
    } catch (IOException
        | JetStreamApiException
        | IllegalStateException
        | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Void> store(
      OutputEvent event, Delivery cause, Instant due, boolean scheduled) {
    Headers headers = JetStreamPublisher.headers(event, cause);
    headers.put(TARGET, event.subject());
    headers.put(EVENT_ID, event.id());
    headers.put(DELIVER_AT, due.toString());
    String token = token(event.id());
    if (scheduled) {
      headers.put("Nats-Schedule", "@at " + due);
      headers.put("Nats-Schedule-Target", DelayedStream.DUE + token);
    }
    NatsMessage message =
        NatsMessage.builder()
            .subject((scheduled ? DelayedStream.SCHEDULED : DelayedStream.HELD) + token)
            .headers(headers)
            .data(event.data())
            .build();
    CrashPoints.reached(CrashPoint.BEFORE_DELAY);
    return jetStream
        .publishAsync(message, PublishOptions.builder().messageId(event.id()).build())
        .handle(
            (stored, failure) -> {
              if (failure != null) {
                // Somebody may have deleted the stream: the next try makes it again.
                last = null;
                throw new IllegalStateException(
                    "stream " + stream.name() + ": " + failure.getMessage(), failure);
              }
              CrashPoints.reached(CrashPoint.AFTER_DELAY);
              return null;
            });
  }

  private DelayedStream.State state() throws IOException, JetStreamApiException {
    looking.lock();
    try {
      Look known = last;
      if (known == null || clock.instant().isAfter(known.at().plus(LOOK_AGAIN))) {
        known = new Look(stream.ensure(), clock.instant());
        last = known;
      }
      return known.state();
    } finally {
      looking.unlock();
    }
  }

  /** One subject for each event: a schedule that is stored again replaces itself. */
  private static String token(String eventId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Look(DelayedStream.State state, Instant at) {}
}
