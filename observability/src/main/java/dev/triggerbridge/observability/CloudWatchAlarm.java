package dev.triggerbridge.observability;

import java.util.Optional;

/**
 * An alarm on a metric of docs/metrics.md.
 *
 * @param metric its name
 * @param statistic over a period
 * @param over the metric that it is divided by; empty for none
 * @param overStatistic of that
 * @param isAbove whether it alarms above the threshold, or below
 * @param threshold exclusive
 * @param periodMinutes how long a period is
 * @param periods how many in a row
 * @param missingBreaches whether no data is a breach
 * @param scope what it is taken over
 */
public record CloudWatchAlarm(
    String metric,
    String statistic,
    Optional<String> over,
    String overStatistic,
    boolean isAbove,
    double threshold,
    int periodMinutes,
    int periods,
    boolean missingBreaches,
    Scope scope) {

  /** What a metric is taken over. */
  public sealed interface Scope {
    /** All mappings together: one alarm. */
    record AllMappings() implements Scope {}

    /** Each mapping: one alarm for each. */
    record EachMapping() implements Scope {}

    /** A function. */
    record OneFunction(String name) implements Scope {}

    /** A metric without dimensions in a namespace of its own. */
    record OtherNamespace(String name) implements Scope {}
  }

  static CloudWatchAlarm of(Fields fields) {
    fields.only(
        "metric",
        "statistic",
        "over",
        "overStatistic",
        "above",
        "below",
        "minutes",
        "every",
        "missing",
        "per",
        "function",
        "namespace");
    if (fields.has("above") == fields.has("below")) {
      throw new IllegalArgumentException(fields.place() + ": needs one of above and below");
    }
    String statistic = fields.text("statistic");
    int every = fields.has("every") ? fields.whole("every") : 1;
    return new CloudWatchAlarm(
        fields.text("metric"),
        statistic,
        fields.optional("over"),
        fields.optional("overStatistic").orElse(statistic),
        fields.has("above"),
        fields.number(fields.has("above") ? "above" : "below"),
        every,
        periods(fields, every),
        fields.optional("missing").filter("breaching"::equals).isPresent(),
        scope(fields));
  }

  private static int periods(Fields fields, int every) {
    int minutes = fields.whole("minutes");
    if (every < 1 || minutes < every || minutes % every != 0) {
      throw new IllegalArgumentException(
          "%s.minutes = %d: must be one or several times every = %d"
              .formatted(fields.place(), minutes, every));
    }
    return minutes / every;
  }

  private static Scope scope(Fields fields) {
    Optional<String> function = fields.optional("function");
    Optional<String> namespace = fields.optional("namespace");
    if (namespace.isPresent()
        && (function.isPresent() || fields.has("per") || fields.has("over"))) {
      throw new IllegalArgumentException(
          "%s.namespace = %s: stands for a single metric; leave function, per and over out"
              .formatted(fields.place(), namespace.get()));
    }
    if (namespace.isPresent()) {
      return new Scope.OtherNamespace(namespace.get());
    }
    if (function.isPresent()) {
      return new Scope.OneFunction(function.get());
    }
    return fields.has("per") ? new Scope.EachMapping() : new Scope.AllMappings();
  }
}
