package dev.triggerbridge.observability;

import java.util.Map;
import java.util.Optional;

/**
 * What a person is told about.
 *
 * @param name in camel case, of alert, alarm and section of the runbook
 * @param severity {@code critical}: look now; {@code warning}: look today
 * @param summary one line
 * @param expression of Prometheus; the alert is pending while it has a value
 * @param pendingFor in Prometheus' words, for example {@code 2m}
 * @param cloudWatch empty where CloudWatch tells nothing
 * @param trial how it is tested
 */
public record Signal(
    String name,
    String severity,
    String summary,
    String expression,
    String pendingFor,
    Optional<CloudWatchAlarm> cloudWatch,
    Trial trial) {
  /** Where a person reads what to do, from the root of the repository. */
  public String runbook() {
    return "docs/runbook.md#" + name.toLowerCase(java.util.Locale.ROOT);
  }

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
}
