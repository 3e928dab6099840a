package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.AckDecision;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PublishOptions;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stores dead letters under a JetStream subject: the payload unchanged, everything else in headers.
 */
public final class JetStreamDeadLetters implements DeadLetters {
  /** No redrive yet: a redriven record that fails again has the next generation. */
  private static final int GENERATION = 1;

  private static final int LONGEST_MESSAGE = 1_000;
  private static final int MOST_HEADER_BYTES = 32 * 1024;

  private final JetStream jetStream;
  private final JetStreamManagement management;
  private final ConsumerSpec spec;
  private final @Nullable String subject;
  private final Clock clock;

  /**
   * For one mapping.
   *
   * @param subject the destination; null if there is none, and then nothing can be stored
   */
  public JetStreamDeadLetters(
      Connection connection, ConsumerSpec spec, @Nullable String subject, Clock clock)
      throws IOException {
    this.jetStream = connection.jetStream();
    this.management = connection.jetStreamManagement();
    this.spec = spec;
    this.subject = subject;
    this.clock = clock;
  }

  @Override
  public void store(Delivery delivery, AckDecision.DeadLetter reason)
      throws StoreUnavailableException {
    if (subject == null) {
      throw new StoreUnavailableException(
          // Not the function's own words, which may quote the payload: this is logged.
          "mapping %s has no onFailure destination for %s (%s): it is held; configure onFailure"
              .formatted(spec.mapping(), delivery.id(), reason.errorClass()));
    }
    String id =
        "dlq:%s:%s:%d:%d"
            .formatted(spec.mapping(), delivery.epoch(), delivery.sequence(), GENERATION);
    try {
      NatsMessage entry =
          NatsMessage.builder()
              .subject(subject)
              .headers(headers(delivery, reason))
              .data(delivery.data())
              .build();
      PublishAck stored = jetStream.publish(entry, PublishOptions.builder().messageId(id).build());
      if (stored.isDuplicate()) {
        requireStored(stored, id);
      }
    } catch (IOException
        | JetStreamApiException
        | IllegalStateException
        | IllegalArgumentException e) {
      throw new StoreUnavailableException(
          "dead letter of %s was not stored under %s (%s); check its stream"
              .formatted(delivery.id(), subject, e.getMessage()),
          e);
    }
  }

  /** A duplicate stored nothing: only the copy that it names counts. */
  private void requireStored(PublishAck duplicate, String id)
      throws IOException, JetStreamApiException, StoreUnavailableException {
    MessageInfo copy = management.getMessage(duplicate.getStream(), duplicate.getSeqno());
    Headers headers = copy.getHeaders();
    if (headers == null || !id.equals(headers.getFirst("Nats-Msg-Id"))) {
      throw new StoreUnavailableException(
          "the server calls dead letter " + id + " a duplicate, but the stored copy is another");
    }
  }

  private Headers headers(Delivery delivery, AckDecision.DeadLetter reason) {
    Headers headers = new Headers();
    copyOriginal(delivery, headers);
    put(headers, "Mapping", spec.mapping());
    put(headers, "Stream", delivery.stream());
    put(headers, "Consumer", spec.consumer());
    put(headers, "Epoch", delivery.epoch());
    put(headers, "Sequence", Long.toString(delivery.sequence()));
    put(headers, "Subject", delivery.subject());
    put(headers, "Timestamp", delivery.timestamp().toString());
    put(headers, "Message-Id", delivery.messageId());
    put(headers, "Attempts", Integer.toString(reason.attempts()));
    put(headers, "Deliveries", Long.toString(delivery.deliveryCount()));
    put(headers, "Error-Class", reason.errorClass());
    put(headers, "Error-Code", reason.code());
    put(headers, "Error-Message", reason.message());
    put(headers, "Generation", Integer.toString(GENERATION));
    put(headers, "Time", clock.instant().toString());
    return headers;
  }

  /** Headers of the server would change what the entry means to the server. */
  private static void copyOriginal(Delivery delivery, Headers headers) {
    int[] left = {MOST_HEADER_BYTES};
    delivery
        .headers()
        .values()
        .forEach(
            (name, values) -> {
              left[0] -= name.length() + values.stream().mapToInt(String::length).sum();
              if (left[0] >= 0 && !name.toLowerCase(Locale.ROOT).startsWith("nats-")) {
                headers.add(name, values.stream().map(JetStreamDeadLetters::printable).toList());
              }
            });
  }

  /** Other clients let more into a header than ours can send on. */
  private static String printable(String value) {
    return value.replaceAll("[^\\x20-\\x7E]", "?");
  }

  private static void put(Headers headers, String name, String value) {
    String printable = printable(value);
    headers.put(
        "Dead-Letter-" + name,
        printable.length() > LONGEST_MESSAGE ? printable.substring(0, LONGEST_MESSAGE) : printable);
  }
}
