package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
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
import org.jspecify.annotations.Nullable;

/**
 * Stores dead letters under a JetStream subject: the payload unchanged, everything else in headers.
 */
public final class JetStreamDeadLetters implements DeadLetters {
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
    DeadLetterEntry entry =
        DeadLetterEntry.of(delivery, reason, spec.mapping(), spec.consumer(), clock.instant());
    String id = entry.id();
    try {
      NatsMessage message =
          NatsMessage.builder()
              .subject(subject)
              .headers(EntryHeaders.write(entry))
              .data(entry.data())
              .build();
      PublishAck stored =
          jetStream.publish(message, PublishOptions.builder().messageId(id).build());
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
}
