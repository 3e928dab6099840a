package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.deadletter.Origin;

/** Names of objects: always the same for the same record, and in stream order. */
final class ObjectKeys {
  private ObjectKeys() {}

  /** {@code prefix/mapping/stream/epoch/00000000000000009812.suffix}. */
  static String of(
      String prefix, String mapping, String stream, String epoch, long sequence, String suffix) {
    return "%s%s/%s/%s/%020d%s"
        .formatted(prefix.isEmpty() ? "" : prefix + "/", mapping, stream, epoch, sequence, suffix);
  }

  static String of(String prefix, Origin origin, String suffix) {
    return of(prefix, origin.mapping(), origin.stream(), origin.epoch(), origin.sequence(), suffix);
  }
}
