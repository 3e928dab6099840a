package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.dispatch.LaneHalts;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps halted keys in a JetStream key-value bucket as {@code <mapping>.<epoch>.<hash of the key>}
 * with the sequence behind which the key waits. Deleting an entry lets its key go on.
 */
public final class KvLaneHalts implements LaneHalts {
  private final KeyValue bucket;
  private final String prefix;

  /** Opens the bucket, or creates it; blocks. */
  public KvLaneHalts(Connection connection, String mapping, String epoch)
      throws IOException, JetStreamApiException {
    this.bucket = Buckets.open(connection, HaltedKeys.BUCKET, Duration.ZERO);
    this.prefix = mapping + "." + epoch + ".";
  }

  @Override
  public Map<String, Long> all() throws StoreUnavailableException {
    try {
      Map<String, Long> halts = new HashMap<>();
      for (String key : bucket.keys(prefix + "*")) {
        KeyValueEntry entry = bucket.get(key);
        if (entry != null && entry.getValue() != null) {
          halts.put(
              key.substring(prefix.length()),
              Long.parseLong(new String(entry.getValue(), StandardCharsets.UTF_8)));
        }
      }
      return halts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while reading the halted keys", e);
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw new StoreUnavailableException("cannot read the halted keys", e);
    }
  }

  @Override
  public void halt(String hash, long sequence) throws StoreUnavailableException {
    try {
      bucket.put(prefix + hash, Long.toString(sequence));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw new StoreUnavailableException("cannot store that a key is halted", e);
    }
  }
}
