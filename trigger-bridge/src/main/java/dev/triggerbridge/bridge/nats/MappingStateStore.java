package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps where a mapping's consumer stands outside of the consumer, so that one that is deleted can
 * be made again without loss. Methods block.
 */
final class MappingStateStore {
  static final String BUCKET = "trigger-bridge-state";

  private final Connection connection;

  MappingStateStore(Connection connection) {
    this.connection = connection;
  }

  /** Changes nothing: the bucket may not exist yet. */
  Optional<State> find(String mapping) throws IOException, JetStreamApiException {
    Optional<KeyValue> bucket = Buckets.find(connection, BUCKET);
    KeyValueEntry entry = bucket.isEmpty() ? null : bucket.get().get(mapping);
    if (entry == null || entry.getValue() == null) {
      return Optional.empty();
    }
    String[] parts = new String(entry.getValue(), StandardCharsets.UTF_8).split(" ", 2);
    return Optional.of(new State(parts[1], Long.parseLong(parts[0])));
  }

  void save(String mapping, State state) throws IOException, JetStreamApiException {
    Buckets.open(connection, BUCKET, Duration.ZERO)
        .put(mapping, state.ackFloor() + " " + state.epoch());
  }

  /**
   * Where a consumer stands.
   *
   * @param epoch of the stream
   * @param ackFloor every sequence up to this one is settled
   */
  record State(String epoch, long ackFloor) {}
}
