package dev.triggerbridge.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.observability.CloudWatchAlarm.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {
  private static final String CLOUDWATCH =
      "cloudwatch: {metric: M, statistic: Maximum, above: 0, minutes: 30, every: 15%s}";

  @TempDir private Path folder;

  @Test
  void signal_of_cloudwatch_alone_makes_an_alarm_and_no_alert_rule() throws Exception {
    List<Signal> signals = read("expr: none", CLOUDWATCH.formatted(", namespace: a/b"));

    assertThat(signals)
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.prometheus()).isEmpty();
              CloudWatchAlarm alarm = signal.cloudWatch().orElseThrow();
              assertThat(alarm.scope()).isEqualTo(new Scope.OtherNamespace("a/b"));
              assertThat(alarm.periodMinutes()).isEqualTo(15);
              assertThat(alarm.periods()).isEqualTo(2);
            });
    assertThat(PrometheusFiles.rules(signals)).doesNotContain("Lonely");
    assertThat(PrometheusFiles.tests(signals, "rules.yml")).doesNotContain("Lonely");
  }

  @Test
  void signal_that_nobody_tells_is_refused_with_the_remedy() {
    assertThatThrownBy(() -> read("expr: none", "cloudwatch: none"))
        .hasMessage("signal Lonely: expr and cloudwatch are both none; give one of them");
  }

  @Test
  void pending_time_and_test_without_an_expression_are_refused_by_name() {
    assertThatThrownBy(() -> read("expr: none", "for: 2m", CLOUDWATCH.formatted("")))
        .hasMessageContaining("signals.yaml.signals[0].for: is unknown");
  }

  @Test
  void minutes_that_are_no_whole_number_of_periods_are_refused_with_both() {
    assertThatThrownBy(
            () -> read("expr: none", CLOUDWATCH.formatted("").replace("every: 15", "every: 20")))
        .hasMessage(
            "signals.yaml.signals[0].cloudwatch.minutes = 30: must be one or several times every = 20");
  }

  @Test
  void namespace_with_a_function_is_refused_with_what_to_leave_out() {
    assertThatThrownBy(
            () -> read("expr: none", CLOUDWATCH.formatted(", namespace: a/b, function: order")))
        .hasMessageContaining(
            "cloudwatch.namespace = a/b: stands for a single metric; leave function, per and over out");
  }

  private List<Signal> read(String... lines) throws IOException {
    Path file = folder.resolve("signals.yaml");
    Files.writeString(
        file,
        "signals:\n  - name: Lonely\n    severity: warning\n    summary: S\n    "
            + String.join("\n    ", lines)
            + "\n");
    return Signals.read(file);
  }
}
