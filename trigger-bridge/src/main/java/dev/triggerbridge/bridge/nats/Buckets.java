package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Opens key-value buckets, and creates them on first use. */
final class Buckets {
  private static final int STREAM_NOT_FOUND = 10059;

  /** What a bucket holds must outlive a server, as the streams do. */
  private static final int CLUSTER_REPLICAS = 3;

  private Buckets() {}

  static KeyValue open(Connection connection, String name, Duration ttl)
      throws IOException, JetStreamApiException {
    Optional<KeyValue> existing = find(connection, name);
    if (existing.isPresent()) {
      return existing.get();
    }
    if (connection.getServerInfo().getCluster() == null) {
      create(connection, name, ttl, 1);
    } else {
      try {
        create(connection, name, ttl, CLUSTER_REPLICAS);
      } catch (JetStreamApiException e) {
        // A cluster of fewer servers with JetStream.
        create(connection, name, ttl, 1);
      }
    }
    return connection.keyValue(name);
  }

  private static void create(Connection connection, String name, Duration ttl, int replicas)
      throws IOException, JetStreamApiException {
    connection
        .keyValueManagement()
        .create(
            KeyValueConfiguration.builder()
                .name(name)
                .ttl(ttl)
                .replicas(replicas)
                .storageType(StorageType.File)
                .build());
  }

  /** Empty if there is none. */
  static Optional<KeyValue> find(Connection connection, String name)
      throws IOException, JetStreamApiException {
    try {
      connection.keyValueManagement().getStatus(name);
      return Optional.of(connection.keyValue(name));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
