package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.util.List;

/**
 * A stream to create where asked to, in files. Limits are always explicit; a full stream refuses
 * new messages ({@code discard: new}) instead of dropping old ones.
 *
 * @param name the stream's name
 * @param subjects what it stores; no subject belongs to two streams
 * @param replicas 1, 3 or 5; 3 or 5 need a cluster
 * @param maxAge how long a message is kept
 * @param maxBytes how large the stream may grow, in bytes
 * @param duplicateWindow how long {@code Nats-Msg-Id} values are remembered
 */
public record StreamConfig(
    String name,
    List<String> subjects,
    int replicas,
    Duration maxAge,
    long maxBytes,
    Duration duplicateWindow) {
  static final Range<Integer> REPLICAS = new Range<>(1, 5, String::valueOf);
  static final Range<Duration> MAX_AGE =
      Durations.range(Duration.ofMinutes(1), Duration.ofDays(3650));
  static final Range<Long> MAX_BYTES = ByteSizes.range(1 << 20, 1L << 50);
  static final Range<Duration> DUPLICATE_WINDOW =
      Durations.range(Duration.ofSeconds(1), Duration.ofDays(7));

  /** Checks the ranges and copies the list. */
  public StreamConfig {
    REPLICAS.check("replicas", replicas);
    MAX_AGE.check("maxAge", maxAge);
    MAX_BYTES.check("maxBytes", maxBytes);
    DUPLICATE_WINDOW.check("duplicateWindow", duplicateWindow);
    subjects = List.copyOf(subjects);
  }

  /** Whether the stream keeps what is published on a subject. */
  public boolean stores(String subject) {
    return subjects.stream().anyMatch(own -> Subjects.overlap(own, subject));
  }
}
