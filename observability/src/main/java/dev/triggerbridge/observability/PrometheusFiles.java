package dev.triggerbridge.observability;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alert rules for Prometheus, and promtool's tests of them. Signals that Prometheus does not
 * tell are left out. Pure.
 */
public final class PrometheusFiles {
  private static final String MADE =
      "# Made from observability/signals.yaml: mvn verify -pl observability -Ddocs=write\n";

  private PrometheusFiles() {}

  /** A file of alert rules. */
  public static String rules(List<Signal> signals) {
    StringBuilder text = new StringBuilder(MADE);
    text.append("groups:\n  - name: trigger-bridge\n    rules:\n");
    for (Signal signal : signals) {
      signal.prometheus().ifPresent(alert -> rule(text, signal, alert));
    }
    return text.toString();
  }

  /** A file for {@code promtool test rules}: each alert quiet, firing and resolved. */
  public static String tests(List<Signal> signals, String rulesFile) {
    StringBuilder text = new StringBuilder(MADE);
    text.append("rule_files:\n  - ")
        .append(rulesFile)
        .append("\nevaluation_interval: 1m\ntests:\n");
    for (Signal signal : signals) {
      signal.prometheus().ifPresent(alert -> test(text, signal, alert.trial()));
    }
    return text.toString();
  }

  private static void rule(StringBuilder text, Signal signal, PrometheusAlert alert) {
    text.append("      - alert: ").append(signal.name()).append('\n');
    text.append("        expr: ").append(quoted(alert.expression())).append('\n');
    text.append("        for: ").append(alert.pendingFor()).append('\n');
    text.append("        labels:\n          severity: ").append(signal.severity()).append('\n');
    text.append("        annotations:\n");
    text.append("          summary: ").append(quoted(signal.summary())).append('\n');
    text.append("          runbook_url: ").append(quoted(signal.runbook())).append('\n');
  }

  private static void test(StringBuilder text, Signal signal, PrometheusAlert.Trial trial) {
    text.append("  - name: ").append(signal.name()).append('\n');
    text.append("    interval: 1m\n    input_series:\n");
    new TreeMap<>(trial.input())
        .forEach(
            (series, values) -> {
              text.append("      - series: ").append(quoted(series)).append('\n');
              text.append("        values: ").append(quoted(values)).append('\n');
            });
    text.append("    alert_rule_test:\n");
    quiet(text, signal, 1);
    firing(text, signal, trial);
    quiet(text, signal, trial.resolves());
  }

  private static void quiet(StringBuilder text, Signal signal, int minute) {
    at(text, signal, minute);
    text.append("        exp_alerts: []\n");
  }

  private static void firing(StringBuilder text, Signal signal, PrometheusAlert.Trial trial) {
    at(text, signal, trial.fires());
    text.append("        exp_alerts:\n          - exp_labels:\n");
    Map<String, String> labels = new TreeMap<>(trial.labels());
    labels.put("severity", signal.severity());
    labels.forEach(
        (name, value) ->
            text.append("              ")
                .append(name)
                .append(": ")
                .append(quoted(value))
                .append('\n'));
    text.append("            exp_annotations:\n");
    text.append("              summary: ").append(quoted(signal.summary())).append('\n');
    text.append("              runbook_url: ").append(quoted(signal.runbook())).append('\n');
  }

  private static void at(StringBuilder text, Signal signal, int minute) {
    text.append("      - eval_time: ").append(minute).append("m\n");
    text.append("        alertname: ").append(signal.name()).append('\n');
  }

  private static String quoted(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
