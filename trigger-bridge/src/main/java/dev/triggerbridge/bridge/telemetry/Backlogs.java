package dev.triggerbridge.bridge.telemetry;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the server says about what is left to do. What is not known is not in it: a made-up zero
 * would hide a backlog.
 *
 * @param oldestSeconds by mapping: the age of the oldest message that is not settled, 0 if there is
 *     none
 * @param streams by name, those that mappings read and the one of delayed events
 * @param delayed events that wait for their time; empty if unknown
 */
public record Backlogs(
    Map<String, Double> oldestSeconds, Map<String, Stream> streams, OptionalDouble delayed) {
  /** Nothing is known. */
  public static final Backlogs UNKNOWN = new Backlogs(Map.of(), Map.of(), OptionalDouble.empty());

  /** Copies the maps. */
  public Backlogs {
    oldestSeconds = Map.copyOf(oldestSeconds);
    streams = Map.copyOf(streams);
  }

  /**
   * A stream.
   *
   * @param messages in it
   * @param bytes that they take
   * @param maxBytes that they may take; 0 or less if there is no limit
   */
  public record Stream(long messages, long bytes, long maxBytes) {
    /** How full it is, in percent; empty without a limit. */
    public OptionalDouble percentFull() {
      return maxBytes > 0 ? OptionalDouble.of(100.0 * bytes / maxBytes) : OptionalDouble.empty();
    }
  }
}
