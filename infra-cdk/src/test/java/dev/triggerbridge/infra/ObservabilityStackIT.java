package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.map;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.triggerbridge.observability.CloudWatchAlarm;
import dev.triggerbridge.observability.CloudWatchAlarm.Scope;
import dev.triggerbridge.observability.Signal;
import dev.triggerbridge.observability.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

/** That alarms and dashboard are those of the list of signals, on metrics that exist. */
class ObservabilityStackIT {
  private static final Path SIGNALS = Path.of("../observability/signals.yaml");
  private static final Path CONFIGURATION = Path.of("../trigger-bridge/examples/order-system.yaml");

  private static Map<String, Object> template;

  @BeforeAll
  static void synthesise() {
    Synthesis.assumeNode();
    App app =
        new App(
            AppProps.builder()
                .analyticsReporting(false)
                .outdir("target/cdk.out-of-observability")
                .build());
    template = Template.fromStack(new ObservabilityStack(app, SIGNALS, CONFIGURATION)).toJSON();
  }

  @Test
  void every_signal_has_its_alarm_with_threshold_and_runbook() throws Exception {
    List<String> mappings = BridgeDocument.read(CONFIGURATION).mappingNames();
    int expected = 0;
    for (Signal signal : Signals.read(SIGNALS)) {
      if (signal.cloudWatch().isEmpty()) {
        continue;
      }
      CloudWatchAlarm wanted = signal.cloudWatch().get();
      List<String> ids =
          wanted.scope() instanceof Scope.EachMapping
              ? mappings.stream().map(name -> signal.name() + Names.construct(name)).toList()
              : List.of(signal.name());
      expected += ids.size();
      for (String id : ids) {
        Map<String, Object> alarm = at(template, "Resources", id, "Properties");
        assertThat(((Number) value(alarm, "Threshold")).doubleValue())
            .as(id)
            .isEqualTo(wanted.threshold());
        assertThat(value(alarm, "AlarmDescription").toString()).contains(signal.runbook());
        assertThat(alarm)
            .containsEntry("EvaluationPeriods", wanted.periods())
            .containsEntry(
                "TreatMissingData", wanted.missingBreaches() ? "breaching" : "notBreaching");
        assertThat(new Gson().toJson(alarm))
            .contains("\"" + namespace(wanted) + "\"")
            .contains("\"Period\":" + 60 * wanted.periodMinutes())
            .contains("\"" + wanted.metric() + "\"");
      }
    }
    assertThat(alarms()).isEqualTo(expected).isGreaterThan(20);
  }

  @Test
  void metric_of_every_alarm_is_documented() throws Exception {
    String page = Files.readString(Path.of("../docs/metrics.md"));
    for (Signal signal : Signals.read(SIGNALS)) {
      signal
          .cloudWatch()
          .ifPresent(
              alarm -> {
                assertThat(page).contains("| `" + alarm.metric() + "` |");
                alarm.over().ifPresent(over -> assertThat(page).contains("| `" + over + "` |"));
              });
    }
  }

  @Test
  void alarm_tells_the_topic_if_there_is_one_and_nobody_else() {
    Map<String, Object> alarm = at(template, "Resources", "MappingNotReady", "Properties");
    Object telling =
        Map.of(
            "Fn::If",
            List.of(
                "HasAlarmTopic",
                Map.of("Ref", ObservabilityStack.TOPIC),
                Map.of("Ref", "AWS::NoValue")));

    assertThat(alarm)
        .containsEntry("AlarmActions", List.of(telling))
        .containsEntry("OKActions", List.of(telling));
    assertThat(at(template, "Parameters", ObservabilityStack.TOPIC)).containsEntry("Default", "");
  }

  @Test
  void dashboard_has_a_graph_for_every_alarm_of_the_list() throws Exception {
    String body =
        new Gson()
            .toJson(value(at(template, "Resources", "Dashboard", "Properties"), "DashboardBody"));
    for (Signal signal : Signals.read(SIGNALS)) {
      if (signal.cloudWatch().isPresent()) {
        assertThat(body).contains(signal.name()).contains(signal.cloudWatch().get().metric());
      }
    }
    JsonElement json = JsonParser.parseString(body);
    assertThat(json.isJsonObject() || json.isJsonPrimitive()).isTrue();
  }

  @Test
  void payments_that_differ_alarm_at_the_first_and_silence_of_an_hour_does_too() {
    Map<String, Object> differ = at(template, "Resources", "PaymentsDiffer", "Properties");
    Map<String, Object> silent = at(template, "Resources", "PaymentsNotCompared", "Properties");

    assertThat(List.of(differ, silent))
        .allSatisfy(
            alarm ->
                assertThat(alarm)
                    .containsEntry("Namespace", "trigger-bridge/reconciliation")
                    .containsEntry("MetricName", "Differences")
                    .containsEntry("Dimensions", List.of()));
    assertThat(differ)
        .containsEntry("Statistic", "Maximum")
        .containsEntry("Threshold", 0)
        .containsEntry("ComparisonOperator", "GreaterThanThreshold")
        .containsEntry("EvaluationPeriods", 1)
        .containsEntry("Period", 1800);
    assertThat(silent)
        .containsEntry("Statistic", "SampleCount")
        .containsEntry("Threshold", 1)
        .containsEntry("ComparisonOperator", "LessThanThreshold")
        .containsEntry("EvaluationPeriods", 4)
        .containsEntry("Period", 900)
        .containsEntry("TreatMissingData", "breaching");
    assertThat(
            value(at(template, "Resources", "Dashboard", "Properties"), "DashboardBody").toString())
        .contains("[[\"trigger-bridge/reconciliation\",\"Differences\",{\"stat\":\"Maximum\"}]]");
  }

  private static String namespace(CloudWatchAlarm alarm) {
    return alarm.scope() instanceof Scope.OtherNamespace(String name) ? name : Names.METRICS;
  }

  private static long alarms() {
    return at(template, "Resources").values().stream()
        .filter(resource -> "AWS::CloudWatch::Alarm".equals(value(map(resource), "Type")))
        .count();
  }
}
