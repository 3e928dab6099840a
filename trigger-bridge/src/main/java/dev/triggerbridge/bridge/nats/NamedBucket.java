package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import java.io.IOException;
import java.time.Duration;

/**
 * A bucket without expiry, for those who ask it now and then: opened, or created, with each call.
 *
 * @param name of the bucket, which every failure names
 */
record NamedBucket(Connection connection, String name) {
  /** Blocks. */
  <T> T call(Call<T> call) throws IOException {
    try {
      return call.on(Buckets.open(connection, name, Duration.ZERO));
    } catch (JetStreamApiException e) {
      throw new IOException("bucket " + name + ": " + e.getErrorDescription(), e);
    } catch (IllegalStateException e) {
      throw new IOException("bucket " + name + ": not connected", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What is done with it. */
  interface Call<T> {
    T on(KeyValue bucket) throws IOException, JetStreamApiException, InterruptedException;
  }
}
