package dev.triggerbridge.infra;

import java.util.List;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricDimensionProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricStatProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty;
import software.amazon.awscdk.services.applicationautoscaling.ScalableTarget;
import software.amazon.awscdk.services.applicationautoscaling.ServiceNamespace;
import software.amazon.awscdk.services.ecs.FargateService;
import software.constructs.Construct;

/**
 * How many tasks there are: as many as the mapping needs that is furthest behind. Each mapping has
 * a policy of its own; of several policies the largest answer counts when tasks are added, and all
 * have to agree before one is taken away.
 *
 * <p>Every replica sees the same backlog of a consumer, so replicas are combined by their maximum.
 * What one task has to work off is the backlog divided by the tasks that run.
 */
final class BridgeScaling {
  /** One zone may be lost without a pause. */
  static final int MIN_TASKS = 2;

  static final int MAX_TASKS = 10;

  /** Messages of a mapping, waiting or under way, for each task. */
  static final int TARGET_PER_TASK = 100;

  // A task is up within a minute, and a backlog that has just gone may come back.
  private static final int OUT_SECONDS = 60;
  private static final int IN_SECONDS = 300;

  private final Construct scope;
  private final FargateService service;
  private final ScalableTarget target;

  BridgeScaling(Construct scope, FargateService service) {
    this.scope = scope;
    this.service = service;
    this.target =
        ScalableTarget.Builder.create(scope, "Scaling")
            .serviceNamespace(ServiceNamespace.ECS)
            .scalableDimension("ecs:service:DesiredCount")
            .resourceId(
                "service/%s/%s"
                    .formatted(service.getCluster().getClusterName(), service.getServiceName()))
            .minCapacity(MIN_TASKS)
            .maxCapacity(MAX_TASKS)
            .build();
  }

  /** Adds tasks when this mapping falls behind. */
  void follow(String mapping) {
    CfnScalingPolicy.Builder.create(scope, "BacklogOf" + Names.construct(mapping))
        .policyName("backlog-of-" + mapping)
        .policyType("TargetTrackingScaling")
        .scalingTargetId(target.getScalableTargetId())
        .targetTrackingScalingPolicyConfiguration(
            TargetTrackingScalingPolicyConfigurationProperty.builder()
                .targetValue(TARGET_PER_TASK)
                .scaleOutCooldown(OUT_SECONDS)
                .scaleInCooldown(IN_SECONDS)
                .customizedMetricSpecification(
                    CustomizedMetricSpecificationProperty.builder()
                        .metrics(
                            List.of(
                                ofMapping("pending", Names.PENDING_METRIC, mapping),
                                ofMapping("ackPending", Names.ACK_PENDING_METRIC, mapping),
                                tasks(),
                                TargetTrackingMetricDataQueryProperty.builder()
                                    .id("backlogPerTask")
                                    .expression("(pending + ackPending) / tasks")
                                    .returnData(true)
                                    .build()))
                        .build())
                .build())
        .build();
  }

  private static TargetTrackingMetricDataQueryProperty ofMapping(
      String id, String metric, String mapping) {
    return query(
        id, Names.METRICS, metric, List.of(dimension(Names.MAPPING_DIMENSION, mapping)), "Maximum");
  }

  private TargetTrackingMetricDataQueryProperty tasks() {
    return query(
        "tasks",
        "ECS/ContainerInsights",
        "RunningTaskCount",
        List.of(
            dimension("ClusterName", service.getCluster().getClusterName()),
            dimension("ServiceName", service.getServiceName())),
        "Average");
  }

  private static TargetTrackingMetricDataQueryProperty query(
      String id,
      String namespace,
      String name,
      List<TargetTrackingMetricDimensionProperty> dimensions,
      String statistic) {
    return TargetTrackingMetricDataQueryProperty.builder()
        .id(id)
        .metricStat(
            TargetTrackingMetricStatProperty.builder()
                .metric(
                    TargetTrackingMetricProperty.builder()
                        .namespace(namespace)
                        .metricName(name)
                        .dimensions(dimensions)
                        .build())
                .stat(statistic)
                .build())
        .returnData(false)
        .build();
  }

  private static TargetTrackingMetricDimensionProperty dimension(String name, String value) {
    return TargetTrackingMetricDimensionProperty.builder().name(name).value(value).build();
  }
}
