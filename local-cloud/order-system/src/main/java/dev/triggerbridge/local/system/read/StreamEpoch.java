package dev.triggerbridge.local.system.read;

import io.nats.client.api.StreamInfo;

/** Identity of an incarnation of a stream, as the bridge tells it to functions. */
final class StreamEpoch {
  private StreamEpoch() {}

  static String of(StreamInfo info) {
    return info.getCreateTime().toInstant().toString();
  }
}
