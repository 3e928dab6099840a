package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.AttemptStore;
import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import dev.triggerbridge.bridge.message.Delivery;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers failing records in a JetStream key-value bucket, shared by all replicas. */
public final class KvAttemptStore implements AttemptStore {
  private static final Logger LOG = LoggerFactory.getLogger(KvAttemptStore.class);
  private static final String BUCKET = "trigger-bridge-attempts";

  /** Longer than any sum of retry delays; then what was left over disappears. */
  private static final Duration KEPT = Duration.ofDays(14);

  private final KeyValue bucket;
  private final String mapping;

  /** Opens the bucket, or creates it; blocks. */
  public KvAttemptStore(Connection connection, String mapping)
      throws IOException, JetStreamApiException {
    this.bucket = Buckets.open(connection, BUCKET, KEPT);
    this.mapping = mapping;
  }

  @Override
  public Attempts find(Delivery delivery) throws StoreUnavailableException {
    try {
      KeyValueEntry entry = bucket.get(key(delivery));
      if (entry == null || entry.getValue() == null) {
        return Attempts.NONE;
      }
      return read(new String(entry.getValue(), StandardCharsets.UTF_8));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw new StoreUnavailableException("cannot read the attempts of " + delivery.id(), e);
    }
  }

  @Override
  public void save(Delivery delivery, Attempts attempts) throws StoreUnavailableException {
    try {
      bucket.put(key(delivery), write(attempts));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw new StoreUnavailableException("cannot store the attempts of " + delivery.id(), e);
    }
  }

  @Override
  public void forget(Delivery delivery) {
    try {
      bucket.purge(key(delivery));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      LOG.debug("cannot forget the attempts of {}: they expire", delivery.id(), e);
    }
  }

  /** The same for who has no delivery at hand; needs the bucket. */
  static Attempts find(Connection connection, String mapping, String epoch, long sequence)
      throws IOException, JetStreamApiException {
    KeyValueEntry entry = connection.keyValue(BUCKET).get(key(mapping, epoch, sequence));
    return entry == null || entry.getValue() == null
        ? Attempts.NONE
        : read(new String(entry.getValue(), StandardCharsets.UTF_8));
  }

  private static String write(Attempts attempts) {
    return "%d %b %b %d"
        .formatted(
            attempts.failed(), attempts.suspected(), attempts.isolated(), attempts.explained());
  }

  private static Attempts read(String value) {
    String[] parts = value.split(" ", -1);
    return new Attempts(
        Integer.parseInt(parts[0]),
        Boolean.parseBoolean(parts[1]),
        Boolean.parseBoolean(parts[2]),
        Long.parseLong(parts[3]));
  }

  private String key(Delivery delivery) {
    return key(mapping, delivery.epoch(), delivery.sequence());
  }

  private static String key(String mapping, String epoch, long sequence) {
    return mapping + "." + epoch + "." + sequence;
  }
}
