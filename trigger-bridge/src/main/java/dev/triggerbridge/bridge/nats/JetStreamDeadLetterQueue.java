package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterQueue;
import dev.triggerbridge.bridge.deadletter.EntryFilter;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Dead letters in JetStream streams. */
public final class JetStreamDeadLetterQueue implements DeadLetterQueue {
  private static final int NO_MESSAGE = 10037;

  private final JetStreamManagement management;
  private final RedriveMarks marks;

  /** Uses the connection; does not close it. Blocks. */
  public JetStreamDeadLetterQueue(Connection connection, Clock clock)
      throws IOException, JetStreamApiException {
    this.management = connection.jetStreamManagement();
    this.marks = new RedriveMarks(connection, clock);
  }

  @Override
  public void forEach(String subject, EntryFilter filter, Consumer<StoredEntry> visitor)
      throws IOException {
    try {
      List<String> streams = management.getStreamNames(subject);
      if (streams.isEmpty()) {
        throw new IOException(
            "no stream stores %s: create one, or correct onFailure.subject".formatted(subject));
      }
      for (String stream : streams) {
        forEach(stream, subject, filter, visitor);
      }
    } catch (JetStreamApiException e) {
      throw failed("dead letters under " + subject + " cannot be read", e);
    }
  }

  private void forEach(
      String stream, String subject, EntryFilter filter, Consumer<StoredEntry> visitor)
      throws IOException, JetStreamApiException {
    long last = management.getStreamInfo(stream).getStreamState().getLastSequence();
    long end = Math.min(last, filter.sequences().last());
    long next = filter.sequences().first();
    while (next <= end) {
      MessageInfo message = atOrAfter(stream, next, subject);
      if (message == null || message.getSeq() > end) {
        return;
      }
      next = message.getSeq() + 1;
      Optional<StoredEntry> entry = entry(stream, message).filter(filter::accepts);
      if (entry.isPresent() && !marks.isDone(entry.get())) {
        visitor.accept(entry.get());
      }
    }
  }

  @Override
  public Claim claim(StoredEntry entry) throws IOException {
    try {
      Claim claim = marks.claim(entry);
      if (claim == Claim.TAKEN && at(entry) == null) {
        marks.clear(entry);
        return Claim.GONE;
      }
      return claim;
    } catch (JetStreamApiException e) {
      throw failed(entry.id() + " cannot be claimed", e);
    }
  }

  @Override
  public void release(StoredEntry entry) throws IOException {
    try {
      marks.clear(entry);
    } catch (JetStreamApiException e) {
      throw failed(entry.id() + " cannot be released", e);
    }
  }

  @Override
  public void done(StoredEntry entry) throws IOException {
    try {
      marks.done(entry);
      if (removed(entry)) {
        marks.clear(entry);
      }
    } catch (JetStreamApiException e) {
      throw failed(entry.id() + " cannot be marked as redriven", e);
    }
  }

  @Override
  public void purge(StoredEntry entry) throws IOException {
    try {
      if (at(entry) != null && !removed(entry)) {
        throw new IOException(
            "%s cannot be removed: check that stream %s allows deletes"
                .formatted(entry.id(), entry.stream()));
      }
      marks.clear(entry);
    } catch (JetStreamApiException e) {
      throw failed(entry.id() + " cannot be removed", e);
    }
  }

  private boolean removed(StoredEntry entry) throws IOException {
    try {
      // Not erased: that overwrites the message with random bytes, which takes longer.
      return management.deleteMessage(entry.stream(), entry.sequence(), false);
    } catch (JetStreamApiException e) {
      return false;
    }
  }

  private @Nullable MessageInfo at(StoredEntry entry) throws IOException, JetStreamApiException {
    try {
      return management.getMessage(entry.stream(), entry.sequence());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable MessageInfo atOrAfter(String stream, long sequence, String subject)
      throws IOException, JetStreamApiException {
    try {
      return management.getNextMessage(stream, sequence, subject);
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == NO_MESSAGE) {
        return null;
      }
      throw e;
    }
  }

  private static Optional<StoredEntry> entry(String stream, MessageInfo message) {
    return EntryHeaders.read(message.getHeaders(), message.getData())
        .map(
            entry ->
                new StoredEntry(stream, message.getSeq(), message.getTime().toInstant(), entry));
  }

  private static IOException failed(String what, JetStreamApiException e) {
    return new IOException(what + ": " + e.getErrorDescription(), e);
  }
}
