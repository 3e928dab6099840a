package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * @return how an existing stream differs, each entry naming the property, both values and the
   *     remedy; empty if it does not
   */
  public List<String> createOrVerify(StreamSpec spec) throws IOException, JetStreamApiException {
    try {
      return differences(spec, management.getStreamInfo(spec.name()).getConfiguration());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      management.addStream(configuration(spec));
      return List.of();
    }
  }

  private static StreamConfiguration configuration(StreamSpec spec) {
    return StreamConfiguration.builder()
        .name(spec.name())
        .subjects(spec.subjects())
        .replicas(spec.replicas())
        .storageType(StorageType.File)
        .retentionPolicy(RetentionPolicy.Limits)
        .discardPolicy(DiscardPolicy.New)
        .maxAge(spec.maxAge())
        .maxBytes(spec.maxBytes())
        .duplicateWindow(spec.duplicateWindow())
        .allowDirect(true)
        .metadata(Map.of(Epochs.METADATA, UUID.randomUUID().toString()))
        .build();
  }

  private static List<String> differences(StreamSpec spec, StreamConfiguration actual) {
    List<String> differences = new ArrayList<>();
    compare(
        differences,
        spec.name(),
        "subjects",
        new HashSet<>(spec.subjects()),
        new HashSet<>(actual.getSubjects()));
    compare(differences, spec.name(), "replicas", spec.replicas(), actual.getReplicas());
    compare(differences, spec.name(), "maxAge", spec.maxAge(), actual.getMaxAge());
    compare(differences, spec.name(), "maxBytes", spec.maxBytes(), actual.getMaxBytes());
    compare(
        differences,
        spec.name(),
        "duplicateWindow",
        spec.duplicateWindow(),
        actual.getDuplicateWindow());
    compare(differences, spec.name(), "discard", DiscardPolicy.New, actual.getDiscardPolicy());
    return differences;
  }

  private static void compare(
      List<String> differences, String stream, String property, Object wanted, Object actual) {
    if (!Objects.equals(wanted, actual)) {
      differences.add(
          "stream %s: %s is %s on the server and %s in the configuration; change one of them"
              .formatted(stream, property, actual, wanted));
    }
  }
}
