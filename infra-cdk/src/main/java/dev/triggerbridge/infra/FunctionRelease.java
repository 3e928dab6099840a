package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * How a new version of a function takes over from the one before: CodeDeploy moves the alias, and
 * moves it back when an alarm goes off meanwhile.
 */
final class FunctionRelease {
  /** Of the timeout; an invocation that takes longer is about to be cut off. */
  private static final double SLOW = 0.9;

  private static final Duration MINUTE = Duration.minutes(1);

  private FunctionRelease() {}

  static void guard(
      Construct scope, Alias alias, Environment environment, FunctionDescriptor descriptor) {
    Metric errors =
        alias.metricErrors(MetricOptions.builder().period(MINUTE).statistic("Sum").build());
    Metric duration =
        alias.metricDuration(MetricOptions.builder().period(MINUTE).statistic("p99").build());
    Alarm failing =
        alarm(
            scope,
            "Errors",
            errors,
            1,
            "The %s function throws, runs out of time or memory, or exits"
                .formatted(descriptor.name()));
    Alarm slow =
        alarm(
            scope,
            "Slow",
            duration,
            Duration.seconds(descriptor.timeoutSeconds()).toMilliseconds().doubleValue() * SLOW,
            "The %s function is about to run out of time".formatted(descriptor.name()));
    LambdaDeploymentGroup.Builder.create(scope, "Rollout")
        .alias(alias)
        .deploymentConfig(environment.functionRollout())
        .alarms(List.of(failing, slow))
        .autoRollback(
            AutoRollbackConfig.builder()
                .deploymentInAlarm(true)
                .failedDeployment(true)
                .stoppedDeployment(true)
                .build())
        .build();
  }

  private static Alarm alarm(
      Construct scope, String id, Metric metric, double threshold, String description) {
    return Alarm.Builder.create(scope, id)
        .metric(metric)
        .threshold(threshold)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(1)
        .treatMissingData(TreatMissingData.NOT_BREACHING)
        .alarmDescription(description)
        .build();
  }
}
