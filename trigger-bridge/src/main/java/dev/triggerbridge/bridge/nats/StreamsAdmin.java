package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Creates streams, or says how existing ones differ from the configuration. Methods block. */
public final class StreamsAdmin {
  private static final int STREAM_NOT_FOUND = 10059;

  private final JetStreamManagement management;

  /** Uses the connection; does not close it. */
  public StreamsAdmin(Connection connection) throws IOException {
    this.management = connection.jetStreamManagement();
  }

  /**
   * Creates the stream if it does not exist: file storage, limits, {@code discard: new}, and an
   * epoch of its own. An existing one is never changed.
   *
   * @return how an existing stream differs, in sentences; empty if it does not
   */
  public List<String> createOrVerify(StreamSpec spec) throws IOException, JetStreamApiException {
    Optional<StreamInfo> existing = find(spec);
    if (existing.isEmpty()) {
      management.addStream(configuration(spec));
      return List.of();
    }
    return StreamDrift.between(spec, existing.get(), Instant.now()).stream()
        .map(Difference::sentence)
        .toList();
  }

  /** How the server differs; empty if it does not. Changes nothing. */
  public List<Difference> differences(StreamSpec spec) throws IOException, JetStreamApiException {
    Optional<StreamInfo> existing = find(spec);
    return existing.isPresent()
        ? StreamDrift.between(spec, existing.get(), Instant.now())
        : List.of(StreamDrift.missing(spec));
  }

  /**
   * Creates the stream, or changes what the server can change.
   *
   * @param discards whether messages may be deleted by a lower limit
   * @return what still differs
   */
  public List<Difference> apply(StreamSpec spec, boolean discards)
      throws IOException, JetStreamApiException {
    Optional<StreamInfo> existing = find(spec);
    if (existing.isEmpty()) {
      management.addStream(configuration(spec));
      return List.of();
    }
    List<Difference> found = StreamDrift.between(spec, existing.get(), Instant.now());
    if (found.stream().allMatch(each -> each.action() == Difference.Action.KEEP)) {
      return found;
    }
    boolean lossy = found.stream().anyMatch(each -> each.action() == Difference.Action.DISCARD);
    StreamConfiguration actual = existing.get().getConfiguration();
    StreamConfiguration.Builder wanted = limits(spec, StreamConfiguration.builder(actual));
    if (lossy && !discards) {
      wanted.maxAge(actual.getMaxAge());
    }
    management.updateStream(wanted.maxMessages(-1).maxMessagesPerSubject(-1).build());
    return differences(spec);
  }

  private Optional<StreamInfo> find(StreamSpec spec) throws IOException, JetStreamApiException {
    try {
      return Optional.of(management.getStreamInfo(spec.name()));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static StreamConfiguration configuration(StreamSpec spec) {
    return limits(spec, StreamConfiguration.builder())
        .name(spec.name())
        .storageType(StorageType.File)
        .retentionPolicy(RetentionPolicy.Limits)
        .allowDirect(true)
        .metadata(Map.of(Epochs.METADATA, UUID.randomUUID().toString()))
        .build();
  }

  private static StreamConfiguration.Builder limits(
      StreamSpec spec, StreamConfiguration.Builder builder) {
    return builder
        .subjects(spec.subjects())
        .replicas(spec.replicas())
        .discardPolicy(DiscardPolicy.New)
        .maxAge(spec.maxAge())
        .maxBytes(spec.maxBytes())
        .duplicateWindow(spec.duplicateWindow());
  }
}
