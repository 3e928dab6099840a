package dev.triggerbridge.bridge.telemetry;

import java.util.List;

/**
 * One metric, as its page of documentation shows it.
 *
 * @param name as a query spells it, with {@code _total} for counters
 * @param kind how its value behaves
 * @param labels their names
 * @param help what it counts, with its unit
 */
public record MetricDefinition(String name, Kind kind, List<String> labels, String help) {
  /** Copies the labels. */
  public MetricDefinition {
    labels = List.copyOf(labels);
  }

  /** How a metric's value behaves. */
  public enum Kind {
    /** Only grows; 0 when the process begins. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts by size: classic buckets, and a native histogram for who scrapes Protobuf. */
    HISTOGRAM
  }
}
