package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.deadletter.EntryTooLargeException;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;

/**
 * Stores dead letters under a JetStream subject: the payload unchanged, everything else in headers.
 */
public final class JetStreamEntrySender implements EntrySender {
  private static final int MESSAGE_TOO_LARGE = 10054;

  private final Connection connection;
  private final JetStream jetStream;
  private final JetStreamManagement management;
  private final String subject;

  /** Uses the connection; does not close it. */
  public JetStreamEntrySender(Connection connection, String subject) throws IOException {
    this.connection = connection;
    this.jetStream = connection.jetStream();
    this.management = connection.jetStreamManagement();
    this.subject = subject;
  }

  @Override
  public String destination() {
    return "subject " + subject;
  }

  @Override
  public void send(DeadLetterEntry entry) throws IOException, EntryTooLargeException {
    Headers headers = EntryHeaders.write(entry).put("Nats-Msg-Id", entry.id());
    NatsMessage message =
        NatsMessage.builder().subject(subject).headers(headers).data(entry.data()).build();
    long size = (long) headers.serializedLength() + entry.data().length;
    long most = connection.getMaxPayload();
    if (most > 0 && size > most) {
      throw new EntryTooLargeException(
          "%d bytes with headers are over the server's max_payload of %d".formatted(size, most));
    }
    try {
      PublishAck stored = jetStream.publish(message);
      if (stored.isDuplicate()) {
        requireStored(stored, entry.id());
      }
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == MESSAGE_TOO_LARGE) {
        throw new EntryTooLargeException(
            "%d bytes with headers are over the stream's max_msg_size".formatted(size));
      }
      throw new IOException(e.getErrorDescription() + "; check its stream", e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IOException(e.getMessage() + "; check its stream", e);
    }
  }

  /** A duplicate stored nothing: only the copy that it names counts. */
  private void requireStored(PublishAck duplicate, String id)
      throws IOException, JetStreamApiException {
    MessageInfo copy = management.getMessage(duplicate.getStream(), duplicate.getSeqno());
    Headers headers = copy.getHeaders();
    if (headers == null || !id.equals(headers.getFirst("Nats-Msg-Id"))) {
      throw new IOException(
          "the server calls dead letter " + id + " a duplicate, but the stored copy is another");
    }
  }
}
