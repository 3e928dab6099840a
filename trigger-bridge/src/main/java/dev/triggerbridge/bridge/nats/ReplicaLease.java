package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of several replicas the only one that works on a mapping: an entry in a key-value
 * bucket that expires unless its owner renews it. Works on every server with JetStream. One thread.
 */
public final class ReplicaLease {
  /** How long the others wait after an owner has died. */
  public static final Duration VALID = Duration.ofSeconds(10);

  /** Renewed three times before it expires. */
  public static final Duration RENEWAL = VALID.dividedBy(4);

  private static final String BUCKET = "trigger-bridge-leases";

  private final KeyValue bucket;
  private final String mapping;
  private final LongSupplier nanoTime;
  private final String owner = UUID.randomUUID().toString();
  private @Nullable Long revision;
  private long renewedAt;

  /** Opens the bucket, or creates it; blocks. */
  ReplicaLease(Connection connection, String mapping, LongSupplier nanoTime)
      throws IOException, JetStreamApiException {
    this.bucket = Buckets.open(connection, BUCKET, VALID);
    this.mapping = mapping;
    this.nanoTime = nanoTime;
  }

  /** Takes the lease if nobody has it; blocks. */
  public boolean tryAcquire() throws IOException {
    long now = nanoTime.getAsLong();
    try {
      revision = bucket.create(mapping, owner.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      renewedAt = now;
      return true;
    } catch (JetStreamApiException e) {
      return false;
    }
  }

  /**
   * Renews it; blocks.
   *
   * @return false if it is somebody else's now, or could not be renewed for so long that it may be
   */
  public boolean renew() {
    Long last = revision;
    if (last == null) {
      return false;
    }
    long now = nanoTime.getAsLong();
    try {
      revision =
          bucket.update(mapping, owner.getBytes(java.nio.charset.StandardCharsets.US_ASCII), last);
      renewedAt = now;
      return true;
    } catch (JetStreamApiException e) {
      revision = null;
      return false;
    } catch (IOException | IllegalStateException e) {
      // The owner must know before the others do.
      boolean stillValid = now - renewedAt < VALID.multipliedBy(3).dividedBy(4).toNanos();
      revision = stillValid ? last : null;
      return stillValid;
    }
  }

  /** Lets the next one have it at once; best effort, since it expires. */
  public void release() {
    Long last = revision;
    revision = null;
    if (last == null) {
      return;
    }
    try {
      bucket.delete(mapping, last);
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      // It expires.
    }
  }
}
