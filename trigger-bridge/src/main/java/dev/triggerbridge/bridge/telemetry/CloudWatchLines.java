package dev.triggerbridge.bridge.telemetry;

import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Metrics in CloudWatch's embedded metric format: a line of JSON for each mapping that works, which
 * CloudWatch Logs turns into metrics ("Specification: Embedded metric format", CloudWatch User
 * Guide). Every metric has the dimension {@code Mapping}, and is there once more without dimension,
 * over all mappings.
 *
 * <p>Counts are those since the line before; a process that dies takes those of its last period
 * with it. Called by one thread at a time.
 */
public final class CloudWatchLines {
  private static final JsonFactory JSON = new JsonFactory();

  private final BridgeMetrics metrics;
  private final Supplier<Collection<Telemetry.Standing>> standings;
  private final Supplier<Backlogs> backlogs;
  private final String namespace;
  private final Clock clock;
  private final Consumer<String> line;
  private final Map<String, Map<String, Double>> told = new HashMap<>();

  CloudWatchLines(
      BridgeMetrics metrics,
      Supplier<Collection<Telemetry.Standing>> standings,
      Supplier<Backlogs> backlogs,
      String namespace,
      Clock clock,
      Consumer<String> line) {
    this.metrics = metrics;
    this.standings = standings;
    this.backlogs = backlogs;
    this.namespace = namespace;
    this.clock = clock;
    this.line = line;
  }

  /** Every metric that a line may have. */
  public static List<CloudWatchMetric> definitions() {
    return Stream.concat(
            CloudWatchCounts.ALL_COUNTS.stream().map(CloudWatchCounts.Count::definition),
            CloudWatchLevels.ALL_LEVELS.stream().map(CloudWatchLevels.Level::definition))
        .toList();
  }

  /**
   * Writes what has happened since it was last called. A mapping that no longer works is told of
   * once more if anything is left to tell.
   */
  public synchronized void write() {
    Backlogs now = backlogs.get();
    Set<String> working = new HashSet<>();
    for (Telemetry.Standing standing : standings.get()) {
      String mapping = standing.status().name();
      working.add(mapping);
      List<Value> values = counts(mapping);
      for (CloudWatchLevels.Level level : CloudWatchLevels.ALL_LEVELS) {
        OptionalDouble value = level.figure().apply(standing, now);
        value.ifPresent(known -> values.add(new Value(level.definition(), known)));
      }
      line.accept(json(mapping, values));
    }
    for (String ended : mappings()) {
      List<Value> values = working.contains(ended) ? List.of() : counts(ended);
      if (values.stream().anyMatch(value -> value.value() != 0)) {
        line.accept(json(ended, values));
      }
    }
  }

  /** Every one that has ever worked in this process. */
  private Set<String> mappings() {
    return metrics.consumed.collect().getDataPoints().stream()
        .map(point -> String.valueOf(point.getLabels().get("mapping")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Value> counts(String mapping) {
    Map<String, Double> before = told.computeIfAbsent(mapping, name -> new HashMap<>());
    List<Value> values = new ArrayList<>();
    for (CloudWatchCounts.Count count : CloudWatchCounts.ALL_COUNTS) {
      double total = count.total(metrics, mapping);
      Double last = before.put(count.definition().name(), total);
      values.add(new Value(count.definition(), total - (last == null ? 0 : last)));
    }
    return values;
  }

  private String json(String mapping, List<Value> values) {
    StringWriter text = new StringWriter(2_048);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("_aws");
      json.writeNumberProperty("Timestamp", clock.millis());
      json.writeArrayPropertyStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringProperty("Namespace", namespace);
      json.writeArrayPropertyStart("Dimensions");
      json.writeStartArray();
      json.writeString("Mapping");
      json.writeEndArray();
      json.writeStartArray();
      json.writeEndArray();
      json.writeEndArray();
      json.writeArrayPropertyStart("Metrics");
      for (Value value : values) {
        json.writeStartObject();
        json.writeStringProperty("Name", value.metric().name());
        json.writeStringProperty("Unit", value.metric().unit());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeStringProperty("Mapping", mapping);
      for (Value value : values) {
        json.writeNumberProperty(value.metric().name(), value.value());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private record Value(CloudWatchMetric metric, double value) {}
}
