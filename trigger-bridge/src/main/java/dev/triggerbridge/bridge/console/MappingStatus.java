package dev.triggerbridge.bridge.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one mapping is doing at one moment.
 *
 * @param name of the mapping
 * @param stream that it reads
 * @param consumer of that stream
 * @param functionName that it invokes
 * @param ready whether it makes progress or would, if there were messages
 * @param state one word
 * @param reason why it is not ready, with the remedy where there is one; empty if it is ready
 * @param figures numbers by name, for people
 */
public record MappingStatus(
    String name,
    String stream,
    String consumer,
    String functionName,
    boolean ready,
    String state,
    String reason,
    Map<String, Long> figures) {
  /** Copies the figures in their order. */
  public MappingStatus {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
