package dev.triggerbridge.bridge.nats;

import io.nats.client.api.StreamInfo;

/** Tells one making of a stream from the next. */
final class Epochs {
  /** Metadata key of the streams that we create. */
  static final String METADATA = "trigger-bridge-epoch";

  private Epochs() {}

  /** The UUID in the stream's metadata, else the time of its creation. */
  static String of(StreamInfo stream) {
    var metadata = stream.getConfiguration().getMetadata();
    String epoch = metadata == null ? null : metadata.get(METADATA);
    return epoch == null ? "created-" + stream.getCreateTime().toInstant().toEpochMilli() : epoch;
  }
}
