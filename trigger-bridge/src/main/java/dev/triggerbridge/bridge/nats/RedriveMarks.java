package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterQueue.Claim;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers which dead letters are being redriven and which were, so that no entry is redriven
 * twice. A key exists while a redrive runs, and afterwards only where the entry cannot be removed.
 */
final class RedriveMarks {
  private static final String BUCKET = "trigger-bridge-redrives";
  private static final String DONE = "done";
  private static final int WRONG_LAST_SEQUENCE = 10071;

  /** Four times the longest function timeout: who has not answered by then is dead. */
  private static final Duration CLAIM_ENDS = Duration.ofHours(1);

  private final KeyValue bucket;
  private final Clock clock;

  RedriveMarks(Connection connection, Clock clock) throws IOException, JetStreamApiException {
    this.bucket = Buckets.open(connection, BUCKET, Duration.ZERO);
    this.clock = clock;
  }

  boolean isDone(StoredEntry entry) throws IOException, JetStreamApiException {
    KeyValueEntry mark = bucket.get(key(entry));
    return mark != null && DONE.equals(text(mark));
  }

  Claim claim(StoredEntry entry) throws IOException, JetStreamApiException {
    byte[] ours = clock.instant().toString().getBytes(StandardCharsets.US_ASCII);
    KeyValueEntry mark = bucket.get(key(entry));
    try {
      if (mark == null) {
        long unused = bucket.create(key(entry), ours);
        return Claim.TAKEN;
      }
      if (DONE.equals(text(mark))) {
        return Claim.DONE;
      }
      if (Instant.parse(text(mark)).plus(CLAIM_ENDS).isAfter(clock.instant())) {
        return Claim.BUSY;
      }
      long unused = bucket.update(key(entry), ours, mark.getRevision());
      return Claim.TAKEN;
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == WRONG_LAST_SEQUENCE) {
        return Claim.BUSY;
      }
      throw e;
    }
  }

  void done(StoredEntry entry) throws IOException, JetStreamApiException {
    long unused = bucket.put(key(entry), DONE);
  }

  void clear(StoredEntry entry) throws IOException, JetStreamApiException {
    bucket.purge(key(entry));
  }

  private static String text(KeyValueEntry mark) {
    byte[] value = mark.getValue();
    return mark.getOperation() != KeyValueOperation.PUT || value == null
        ? Instant.EPOCH.toString()
        : new String(value, StandardCharsets.US_ASCII);
  }

  /**
   * Of the record, not of the position: a dead-letter stream that was made anew counts from 1
   * again.
   */
  private static String key(StoredEntry stored) {
    var origin = stored.entry().origin();
    return "%s.%d.%s.%s.%d"
        .formatted(
            stored.stream(),
            stored.sequence(),
            origin.mapping(),
            origin.epoch(),
            origin.sequence());
  }
}
