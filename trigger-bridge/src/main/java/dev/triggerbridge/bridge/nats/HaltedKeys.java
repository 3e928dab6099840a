package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The halted keys of all mappings, for those who look after them. Methods block; thread-safe. */
public final class HaltedKeys {
  static final String BUCKET = "trigger-bridge-halts";

  private final NamedBucket bucket;

  HaltedKeys(Connection connection) {
    this.bucket = new NamedBucket(connection, BUCKET);
  }

  /** Those of a mapping, the oldest first. */
  public List<HaltedKey> of(String mapping) throws IOException {
    return bucket.call(
        keys -> {
          List<HaltedKey> halted = new ArrayList<>();
          for (String name : keys.keys(mapping + ".*.*")) {
            KeyValueEntry entry = keys.get(name);
            if (entry != null && entry.getValue() != null) {
              halted.add(halted(name, entry));
            }
          }
          halted.sort((one, other) -> one.since().compareTo(other.since()));
          return halted;
        });
  }

  /** Lets a key go on, within about a second; has no effect on one that is not halted. */
  public void release(HaltedKey key) throws IOException {
    var unused =
        bucket.call(
            keys -> {
              keys.delete(key.mapping() + "." + key.epoch() + "." + key.hash());
              return key;
            });
  }

  private static HaltedKey halted(String name, KeyValueEntry entry) {
    // The name of a mapping may have dots in it; an epoch and a hash have none.
    int hash = name.lastIndexOf('.');
    int epoch = name.lastIndexOf('.', hash - 1);
    return new HaltedKey(
        name.substring(0, epoch),
        name.substring(epoch + 1, hash),
        name.substring(hash + 1),
        Long.parseLong(new String(entry.getValue(), StandardCharsets.UTF_8)),
        entry.getCreated().toInstant());
  }

  /**
   * A key whose records wait.
   *
   * @param mapping that keeps the order
   * @param epoch of the stream
   * @param hash of the key, as in the alarm {@code KEY_HALTED}
   * @param sequence of the dead letter behind which the records wait
   * @param since when it was halted
   */
  public record HaltedKey(
      String mapping, String epoch, String hash, long sequence, Instant since) {}
}
