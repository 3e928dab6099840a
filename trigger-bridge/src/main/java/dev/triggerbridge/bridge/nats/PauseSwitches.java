package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/**
 * Which mappings are paused: one key each in a bucket, for all replicas and beyond restarts.
 * Methods block; thread-safe.
 */
public final class PauseSwitches {
  static final String BUCKET = "trigger-bridge-paused";

  private final NamedBucket bucket;

  PauseSwitches(Connection connection) {
    this.bucket = new NamedBucket(connection, BUCKET);
  }

  /** All that are paused now. */
  public Set<String> paused() throws IOException {
    return bucket.call(keys -> Set.copyOf(keys.keys()));
  }

  /** Has no effect on one that is paused. */
  public void pause(String mapping) throws IOException {
    long unused = bucket.call(keys -> keys.put(mapping, "paused at " + Instant.now()));
  }

  /** Has no effect on one that is not paused. */
  public void resume(String mapping) throws IOException {
    boolean unused =
        bucket.call(
            keys -> {
              keys.delete(mapping);
              return true;
            });
  }

  /**
   * Says when something may have changed.
   *
   * @param changed called from a thread of the client; must not block
   */
  public AutoCloseable watch(Runnable changed) throws IOException {
    NatsKeyValueWatchSubscription watch = bucket.call(keys -> keys.watchAll(new Watcher(changed)));
    return watch::close;
  }

  private record Watcher(Runnable changed) implements KeyValueWatcher {
    @Override
    public void watch(KeyValueEntry entry) {
      changed.run();
    }

    @Override
    public void endOfData() {
      // What was there at the beginning is read, not watched.
    }
  }
}
