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

  private Buckets() {}

  static KeyValue open(Connection connection, String name, Duration ttl)
      throws IOException, JetStreamApiException {
    Optional<KeyValue> existing = find(connection, name);
    if (existing.isPresent()) {
      return existing.get();
    }
    connection
        .keyValueManagement()
        .create(
            KeyValueConfiguration.builder()
                .name(name)
                .ttl(ttl)
                .storageType(StorageType.File)
                .build());
    return connection.keyValue(name);
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
