package dev.triggerbridge.infra;

import dev.triggerbridge.observability.CloudWatchAlarm;
import dev.triggerbridge.observability.CloudWatchAlarm.Scope;
import dev.triggerbridge.observability.Signal;
import dev.triggerbridge.observability.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.constructs.Construct;

/**
 * The alarms and the dashboard of {@code observability/signals.yaml}, on the metrics that bridge
 * and functions write into their logs. Each alarm names its section of the runbook. It needs no
 * other stack.
 */
final class ObservabilityStack extends Stack {
  static final String TOPIC = "AlarmTopicArn";
  static final String DASHBOARD = "trigger-bridge";

  private static final int MINUTE = 60;

  private final List<String> mappings;
  private final Object actions;

  /** Reads both files at once. */
  ObservabilityStack(Construct scope, Path signals, Path configuration) {
    super(scope, Names.OBSERVABILITY_STACK);
    this.mappings = BridgeDocument.read(configuration).mappingNames();
    this.actions = actions();
    List<Signal> all = read(signals);
    for (Signal signal : all) {
      signal.cloudWatch().ifPresent(alarm -> define(signal, alarm));
    }
    CfnDashboard.Builder.create(this, "Dashboard")
        .dashboardName(DASHBOARD)
        .dashboardBody(ObservabilityDashboard.body(all, Names.METRICS, getRegion()))
        .build();
  }

  private static List<Signal> read(Path signals) {
    try {
      return Signals.read(signals);
    } catch (IOException e) {
      throw new UncheckedIOException(signals.toString(), e);
    }
  }

  /** Who is told is a matter of the account: without a topic the alarms only change colour. */
  private Object actions() {
    CfnParameter topic =
        CfnParameter.Builder.create(this, TOPIC)
            .type("String")
            .description("Topic of SNS that alarms are sent to; empty for none")
            .defaultValue("")
            .build();
    CfnCondition given =
        CfnCondition.Builder.create(this, "HasAlarmTopic")
            .expression(Fn.conditionNot(Fn.conditionEquals(topic.getValueAsString(), "")))
            .build();
    return Fn.conditionIf(given.getLogicalId(), topic.getValueAsString(), Fn.ref("AWS::NoValue"));
  }

  private void define(Signal signal, CloudWatchAlarm alarm) {
    switch (alarm.scope()) {
      case Scope.AllMappings all -> define(signal, alarm, signal.name(), List.of());
      case Scope.OtherNamespace other -> define(signal, alarm, signal.name(), List.of());
      case Scope.OneFunction function ->
          define(signal, alarm, signal.name(), List.of(dimension("Function", function.name())));
      case Scope.EachMapping each -> {
        for (String mapping : mappings) {
          define(
              signal,
              alarm,
              signal.name() + Names.construct(mapping),
              List.of(dimension(Names.MAPPING_DIMENSION, mapping)));
        }
      }
    }
  }

  private void define(
      Signal signal,
      CloudWatchAlarm alarm,
      String id,
      List<CfnAlarm.DimensionProperty> dimensions) {
    CfnAlarm.Builder builder =
        CfnAlarm.Builder.create(this, id)
            .alarmDescription(
                "%s (%s). What to do: %s"
                    .formatted(signal.summary(), signal.severity(), signal.runbook()))
            .comparisonOperator(alarm.isAbove() ? "GreaterThanThreshold" : "LessThanThreshold")
            .threshold(alarm.threshold())
            .evaluationPeriods(alarm.periods())
            .datapointsToAlarm(alarm.periods())
            .treatMissingData(alarm.missingBreaches() ? "breaching" : "notBreaching")
            .alarmActions(List.of(Token.asString(actions)))
            .okActions(List.of(Token.asString(actions)));
    if (alarm.over().isPresent()) {
      builder.metrics(
          List.of(
              CfnAlarm.MetricDataQueryProperty.builder()
                  .id("ratio")
                  .expression("IF(total > 0, part / total, 0)")
                  .label(signal.summary())
                  .returnData(true)
                  .build(),
              query(alarm, "part", alarm.metric(), alarm.statistic(), dimensions),
              query(alarm, "total", alarm.over().get(), alarm.overStatistic(), dimensions)));
    } else {
      builder
          .namespace(namespace(alarm))
          .metricName(alarm.metric())
          .dimensions(dimensions)
          .period(alarm.periodMinutes() * MINUTE);
      if (alarm.statistic().startsWith("p")) {
        builder.extendedStatistic(alarm.statistic());
      } else {
        builder.statistic(alarm.statistic());
      }
    }
    builder.build();
  }

  private static String namespace(CloudWatchAlarm alarm) {
    return alarm.scope() instanceof Scope.OtherNamespace(String name) ? name : Names.METRICS;
  }

  private static CfnAlarm.MetricDataQueryProperty query(
      CloudWatchAlarm alarm,
      String id,
      String metric,
      String statistic,
      List<CfnAlarm.DimensionProperty> dimensions) {
    return CfnAlarm.MetricDataQueryProperty.builder()
        .id(id)
        .returnData(false)
        .metricStat(
            CfnAlarm.MetricStatProperty.builder()
                .metric(
                    CfnAlarm.MetricProperty.builder()
                        .namespace(namespace(alarm))
                        .metricName(metric)
                        .dimensions(dimensions)
                        .build())
                .stat(statistic)
                .period(alarm.periodMinutes() * MINUTE)
                .build())
        .build();
  }

  private static CfnAlarm.DimensionProperty dimension(String name, String value) {
    return CfnAlarm.DimensionProperty.builder().name(name).value(value).build();
  }
}
