package dev.triggerbridge.local.system.read;

import io.nats.client.api.StreamInfo;
import java.util.Map;

/** Identity of an incarnation of a stream, as the bridge tells it to functions. */
final class StreamEpoch {
  private static final String METADATA = "trigger-bridge-epoch";

  private StreamEpoch() {}

  /** The UUID in the stream's metadata, else the time of its creation. */
  static String of(StreamInfo info) {
    Map<String, String> metadata = info.getConfiguration().getMetadata();
    String epoch = metadata == null ? null : metadata.get(METADATA);
    return epoch == null ? "created-" + info.getCreateTime().toInstant().toEpochMilli() : epoch;
  }
}
