package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which mappings are paused: one key each in a bucket, for all replicas and beyond restarts.
 * Methods block; thread-safe.
 */
public final class PauseSwitches {
  static final String BUCKET = "trigger-bridge-paused";

  private final Connection connection;

  PauseSwitches(Connection connection) {
    this.connection = connection;
  }

  /** All that are paused now. */
  public Set<String> paused() throws IOException {
    return call(bucket -> Set.copyOf(bucket.keys()));
  }

  /** Has no effect on one that is paused. */
  public void pause(String mapping) throws IOException {
    long unused = call(bucket -> bucket.put(mapping, "paused at " + Instant.now()));
  }

  /** Has no effect on one that is not paused. */
  public void resume(String mapping) throws IOException {
    boolean unused =
        call(
            bucket -> {
              bucket.delete(mapping);
              return true;
            });
  }

  /**
   * Says when something may have changed.
   *
   * @param changed called from a thread of the client; must not block
   */
  public AutoCloseable watch(Runnable changed) throws IOException {
    NatsKeyValueWatchSubscription watch = call(bucket -> bucket.watchAll(new Watcher(changed)));
    return watch::close;
  }

  private <T> T call(Call<T> call) throws IOException {
    try {
      return call.on(Buckets.open(connection, BUCKET, Duration.ZERO));
    } catch (JetStreamApiException e) {
      throw new IOException("bucket " + BUCKET + ": " + e.getErrorDescription(), e);
    } catch (IllegalStateException e) {
      throw new IOException("bucket " + BUCKET + ": not connected", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
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

  private interface Call<T> {
    T on(KeyValue bucket) throws IOException, JetStreamApiException, InterruptedException;
  }
}
