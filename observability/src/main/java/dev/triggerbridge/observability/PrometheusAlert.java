package dev.triggerbridge.observability;

import java.util.Map;

/**
 * An alert rule of Prometheus, and how it is tested.
 *
 * @param expression the alert is pending while it has a value
 * @param pendingFor how long until it fires, in Prometheus' words, for example {@code 2m}
 * @param trial how it is tested
 */
public record PrometheusAlert(String expression, String pendingFor, Trial trial) {
  /**
   * Measured a minute apart.
   *
   * @param input values in promtool's notation, by series
   * @param labels of the alert, without name and severity
   * @param fires a minute at which it is firing
   * @param resolves a later minute at which it is not
   */
  public record Trial(
      Map<String, String> input, Map<String, String> labels, int fires, int resolves) {
    /** Copies the maps; a trial must see both. */
    public Trial {
      input = Map.copyOf(input);
      labels = Map.copyOf(labels);
      if (fires < 1 || resolves <= fires) {
        throw new IllegalArgumentException(
            "fires = %d, resolves = %d: the second must be the later one"
                .formatted(fires, resolves));
      }
    }
  }

  static PrometheusAlert of(Fields fields) {
    Fields trial = fields.block("test").only("input", "labels", "fires", "resolves");
    return new PrometheusAlert(
        fields.text("expr"),
        fields.matching("for", "\\d+m"),
        new Trial(
            trial.texts("input"),
            trial.texts("labels"),
            trial.whole("fires"),
            trial.whole("resolves")));
  }
}
