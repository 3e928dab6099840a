package dev.triggerbridge.bridge.config;

import java.time.Duration;

/** Reads {@code delayedEvents}. */
final class DelayedReader {
  private DelayedReader() {}

  static DelayedConfig read(Section section) {
    String stream = section.text("stream").orElse("TRIGGERBRIDGE_DELAYED");
    Words.checkName(section, "stream", stream);
    int replicas = section.integer("replicas", 1, StreamConfig.REPLICAS);
    if (replicas % 2 == 0) {
      section.problem("replicas", "is even, which has no majority", "Use 1, 3 or 5");
    }
    long maxBytes = section.bytes("maxBytes", 1L << 30, StreamConfig.MAX_BYTES);
    Duration ackWait = section.duration("ackWait", Duration.ofSeconds(30), MappingConfig.ACK_WAIT);
    section.rejectUnknownKeys();
    return new DelayedConfig(stream, replicas, maxBytes, ackWait);
  }
}
