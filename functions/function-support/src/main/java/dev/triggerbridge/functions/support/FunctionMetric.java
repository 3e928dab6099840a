package dev.triggerbridge.functions.support;

/** What a function tells CloudWatch, with the dimensions {@code Function} and {@code Status}. */
enum FunctionMetric {
  /** One value a record. */
  PROCESSING_DURATION(
      "ProcessingDuration",
      "Seconds",
      "FUNCTION_processing_duration_seconds",
      "How long the handler had a record; of a function that takes whole batches, the batch"),
  /** Not {@code ok}. */
  PROCESSING_ERRORS(
      "ProcessingErrors",
      "Count",
      "FUNCTION_processing_errors_total",
      "Records whose outcome was retry or reject"),
  /** Redeliveries that had no second effect. */
  MARKER_HITS(
      "MarkerHits",
      "Count",
      "FUNCTION_marker_hits_total",
      "Records whose effect was there already, answered from its marker");

  private final String metricName;
  private final String unit;
  private final String prometheus;
  private final String help;

  FunctionMetric(String metricName, String unit, String prometheus, String help) {
    this.metricName = metricName;
    this.unit = unit;
    this.prometheus = prometheus;
    this.help = help;
  }

  /** In CloudWatch. */
  String metricName() {
    return metricName;
  }

  /** In CloudWatch's words. */
  String unit() {
    return unit;
  }

  /** Where lines are read for Prometheus; FUNCTION is the function's name. */
  String prometheus() {
    return prometheus;
  }

  /** What it counts. */
  String help() {
    return help;
  }
}
