package dev.triggerbridge.local.system.stack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import dev.triggerbridge.local.lambda.LogListener;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What CloudWatch makes of the functions' lines in its embedded metric format, for Prometheus: each
 * function's metrics with its name in front, so that those of the order function are {@code
 * order_processing_duration_seconds} and {@code order_processing_errors_total}. Thread-safe.
 */
final class FunctionMetrics implements LogListener {
  /** 10 ms, doubling, ten of them. */
  private static final double FIRST_BOUND = 0.01;

  private static final int BOUNDS = 10;

  private final Map<String, Series> series = new TreeMap<>();

  @Override
  public synchronized void line(String function, String line) {
    if (!line.startsWith("{\"_aws\"")) {
      return;
    }
    try {
      JsonObject metrics = JsonParser.parseString(line).getAsJsonObject();
      String key = function + "\n" + metrics.get("Status").getAsString();
      Series of = series.computeIfAbsent(key, name -> new Series());
      for (JsonElement duration : metrics.getAsJsonArray("ProcessingDuration")) {
        of.observe(duration.getAsDouble());
      }
      of.errors += metrics.get("ProcessingErrors").getAsLong();
      of.markerHits += metrics.get("MarkerHits").getAsLong();
    } catch (JsonSyntaxException | NullPointerException | UnsupportedOperationException e) {
      // Half a line of a process that was killed.
    }
  }

  /** In Prometheus' text format. */
  synchronized String page() {
    StringBuilder page = new StringBuilder();
    String declared = "";
    for (Map.Entry<String, Series> entry : series.entrySet()) {
      String[] key = entry.getKey().split("\n", -1);
      if (!key[0].equals(declared)) {
        declare(page, key[0]);
        declared = key[0];
      }
      entry.getValue().write(page, key[0], key[1]);
    }
    return page.toString();
  }

  private static void declare(StringBuilder page, String function) {
    page.append("# TYPE ").append(function).append("_processing_duration_seconds histogram\n");
    page.append("# TYPE ").append(function).append("_processing_errors_total counter\n");
    page.append("# TYPE ").append(function).append("_marker_hits_total counter\n");
  }

  private static final class Series {
    private final long[] buckets = new long[BOUNDS];
    private long count;
    private double sum;
    private long errors;
    private long markerHits;

    void observe(double seconds) {
      double bound = FIRST_BOUND;
      for (int i = 0; i < BOUNDS; i++, bound *= 2) {
        if (seconds <= bound) {
          buckets[i]++;
        }
      }
      count++;
      sum += seconds;
    }

    void write(StringBuilder page, String function, String status) {
      String histogram = function + "_processing_duration_seconds";
      double bound = FIRST_BOUND;
      for (int i = 0; i < BOUNDS; i++, bound *= 2) {
        sample(page, histogram + "_bucket", status, ",le=\"" + text(bound) + "\"", buckets[i]);
      }
      sample(page, histogram + "_bucket", status, ",le=\"+Inf\"", count);
      sample(page, histogram + "_sum", status, "", sum);
      sample(page, histogram + "_count", status, "", count);
      sample(page, function + "_processing_errors_total", status, "", errors);
      sample(page, function + "_marker_hits_total", status, "", markerHits);
    }

    private static void sample(
        StringBuilder page, String name, String status, String more, Number value) {
      page.append(name)
          .append("{status=\"")
          .append(status)
          .append('"')
          .append(more)
          .append("} ")
          .append(value)
          .append('\n');
    }

    private static String text(double bound) {
      return String.format(Locale.ROOT, "%.2f", bound);
    }
  }
}
