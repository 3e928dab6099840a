package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.batch.ClaimChecks;
import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.message.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps payloads in S3 that no invocation can carry, until their records are settled. What a killed
 * process leaves behind is for the bucket's lifecycle. Thread-safe.
 */
public final class S3ClaimChecks implements ClaimChecks {
  private static final Logger LOG = LoggerFactory.getLogger(S3ClaimChecks.class);
  private static final String FOLDER = "records";

  private final S3Objects objects;
  private final String bucket;
  private final String prefix;
  private final String consumer;
  private final Map<Long, String> stored = new ConcurrentHashMap<>();

  S3ClaimChecks(S3Objects objects, String bucket, String prefix, String consumer) {
    this.objects = objects;
    this.bucket = bucket;
    this.prefix = prefix.isEmpty() ? FOLDER : prefix + "/" + FOLDER;
    this.consumer = consumer;
  }

  @Override
  public DataRef store(Delivery delivery) {
    String key =
        ObjectKeys.of(
            prefix, consumer, delivery.stream(), delivery.epoch(), delivery.sequence(), ".data");
    String contentType = delivery.contentType();
    try {
      objects.create(
          bucket,
          key,
          contentType == null ? "application/octet-stream" : contentType,
          delivery.data(),
          delivery.data());
    } catch (IOException e) {
      throw new PayloadNotStoredException(
          "the payload of " + delivery.id() + " was not stored: " + e.getMessage(), e);
    }
    stored.put(delivery.sequence(), key);
    return new DataRef(
        "s3://" + bucket + "/" + key, delivery.data().length, S3Objects.sha256(delivery.data()));
  }

  /** The same acks, which remove a record's object after the server has confirmed its end. */
  public Acks removing(Acks acks) {
    return new Acks() {
      @Override
      public CompletableFuture<Void> ack(List<Delivery> deliveries) {
        return acks.ack(deliveries).thenRun(() -> deliveries.forEach(S3ClaimChecks.this::remove));
      }

      @Override
      public CompletableFuture<Void> nak(Delivery delivery, Duration delay) {
        return acks.nak(delivery, delay);
      }

      @Override
      public CompletableFuture<Void> term(Delivery delivery, String reason) {
        return acks.term(delivery, reason).thenRun(() -> remove(delivery));
      }

      @Override
      public void inProgress(Delivery delivery) {
        acks.inProgress(delivery);
      }
    };
  }

  /** Confirmations arrive on a thread of the client, which must not wait for S3. */
  private void remove(Delivery delivery) {
    String key = stored.remove(delivery.sequence());
    if (key != null) {
      Thread.startVirtualThread(
          () -> {
            try {
              objects.delete(bucket, key);
            } catch (IOException e) {
              LOG.warn("s3://{}/{} is left to the bucket's lifecycle", bucket, key);
            }
          });
    }
  }
}
