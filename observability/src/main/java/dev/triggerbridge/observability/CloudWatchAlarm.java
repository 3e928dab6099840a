package dev.triggerbridge.observability;

import java.util.Optional;

/**
 * An alarm on a metric of docs/metrics.md in minutes of one each.
 *
 * @param metric its name
 * @param statistic over a minute
 * @param over the metric that it is divided by; empty for none
 * @param overStatistic of that
 * @param isAbove whether it alarms above the threshold, or below
 * @param threshold exclusive
 * @param minutes how many in a row
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
    int minutes,
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
        "missing",
        "per",
        "function");
    if (fields.has("above") == fields.has("below")) {
      throw new IllegalArgumentException(fields.place() + ": needs one of above and below");
    }
    String statistic = fields.text("statistic");
    return new CloudWatchAlarm(
        fields.text("metric"),
        statistic,
        fields.optional("over"),
        fields.optional("overStatistic").orElse(statistic),
        fields.has("above"),
        fields.number(fields.has("above") ? "above" : "below"),
        fields.whole("minutes"),
        fields.optional("missing").filter("breaching"::equals).isPresent(),
        scope(fields));
  }

  private static Scope scope(Fields fields) {
    Optional<String> function = fields.optional("function");
    if (function.isPresent()) {
      return new Scope.OneFunction(function.get());
    }
    return fields.has("per") ? new Scope.EachMapping() : new Scope.AllMappings();
  }
}
