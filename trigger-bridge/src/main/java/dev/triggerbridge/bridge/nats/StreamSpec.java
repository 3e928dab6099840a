package dev.triggerbridge.bridge.nats;

import java.time.Duration;
import java.util.List;

/**
 * A stream as configured.
 *
 * @param name of the stream
 * @param subjects its explicit subjects
 * @param replicas 1, 3 or 5
 * @param maxAge how long messages are kept; zero for ever
 * @param maxBytes most bytes kept; -1 without a limit
 * @param duplicateWindow how long {@code Nats-Msg-Id} is remembered
 */
public record StreamSpec(
    String name,
    List<String> subjects,
    int replicas,
    Duration maxAge,
    long maxBytes,
    Duration duplicateWindow) {
  /** Copies the list. */
  public StreamSpec {
    subjects = List.copyOf(subjects);
  }
}
