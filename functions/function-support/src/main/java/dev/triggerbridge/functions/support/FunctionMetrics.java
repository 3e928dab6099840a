package dev.triggerbridge.functions.support;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Lines in CloudWatch's embedded metric format on standard output, one per status in a batch: a
 * function is frozen between its invocations, so nobody can scrape it. {@code METRICS_FORMAT=off}
 * leaves them out; {@code METRICS_NAMESPACE} names another namespace than TriggerBridge.
 */
final class FunctionMetrics {
  /** The format's own limit of values in one line. */
  private static final int MOST_VALUES = 100;

  private static final double NANOS = 1e9;
  private static final JsonFactory JSON = new JsonFactory();
  private static final boolean ON = !"off".equals(System.getenv("METRICS_FORMAT"));
  private static final String NAMESPACE =
      Objects.requireNonNullElse(System.getenv("METRICS_NAMESPACE"), "TriggerBridge");

  private FunctionMetrics() {}

  static void write(String functionName, List<RecordResult> results, long batchNanos) {
    if (ON) {
      lines(functionName, results, batchNanos, System.currentTimeMillis())
          .forEach(System.out::println);
    }
  }

  static List<String> lines(
      String functionName, List<RecordResult> results, long batchNanos, long epochMillis) {
    Map<String, List<RecordResult>> byStatus = new TreeMap<>();
    for (RecordResult result : results) {
      byStatus.computeIfAbsent(status(result.outcome()), word -> new ArrayList<>()).add(result);
    }
    List<String> lines = new ArrayList<>();
    byStatus.forEach(
        (status, all) -> {
          for (int from = 0; from < all.size(); from += MOST_VALUES) {
            List<RecordResult> some = all.subList(from, Math.min(all.size(), from + MOST_VALUES));
            lines.add(line(functionName, status, some, batchNanos, epochMillis));
          }
        });
    return lines;
  }

  /** Few words, which never grow with what comes. */
  private static String status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok ok -> "ok";
      case Outcome.Retry retry -> "retry";
      case Outcome.Reject reject -> "reject";
    };
  }

  private static String line(
      String functionName,
      String status,
      List<RecordResult> results,
      long batchNanos,
      long epochMillis) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("_aws");
      json.writeNumberProperty("Timestamp", epochMillis);
      json.writeArrayPropertyStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringProperty("Namespace", NAMESPACE);
      json.writeArrayPropertyStart("Dimensions");
      json.writeStartArray();
      json.writeString("Function");
      json.writeString("Status");
      json.writeEndArray();
      json.writeStartArray();
      json.writeString("Function");
      json.writeEndArray();
      json.writeEndArray();
      json.writeArrayPropertyStart("Metrics");
      for (FunctionMetric metric : FunctionMetric.values()) {
        json.writeStartObject();
        json.writeStringProperty("Name", metric.metricName());
        json.writeStringProperty("Unit", metric.unit());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeStringProperty("Function", functionName);
      json.writeStringProperty("Status", status);
      json.writeArrayPropertyStart(FunctionMetric.PROCESSING_DURATION.metricName());
      for (RecordResult result : results) {
        long took = result.tookNanos() == 0 ? batchNanos : result.tookNanos();
        json.writeNumber(took / NANOS);
      }
      json.writeEndArray();
      json.writeNumberProperty(
          FunctionMetric.PROCESSING_ERRORS.metricName(), status.equals("ok") ? 0 : results.size());
      json.writeNumberProperty(FunctionMetric.MARKER_HITS.metricName(), markerHits(results));
      json.writeEndObject();
    }
    return line.toString();
  }

  private static long markerHits(List<RecordResult> results) {
    return results.stream()
        .filter(result -> result.outcome() instanceof Outcome.Ok ok && ok.markerHit())
        .count();
  }
}
