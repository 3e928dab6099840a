package dev.triggerbridge.infra;

import java.util.List;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ecs.AvailabilityZoneRebalancing;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** The service that keeps tasks of the bridge running in two zones. */
final class BridgeService {
  private static final int NATS_PORT = 4222;

  private BridgeService() {}

  /** No number of tasks: what {@link BridgeScaling} has chosen survives a deployment. */
  static FargateService create(Construct scope, IVpc vpc, FargateTaskDefinition task) {
    Cluster cluster =
        Cluster.Builder.create(scope, "Cluster")
            .vpc(vpc)
            .containerInsightsV2(ContainerInsights.ENABLED)
            .build();
    return FargateService.Builder.create(scope, "Service")
        .cluster(cluster)
        .taskDefinition(task)
        .availabilityZoneRebalancing(AvailabilityZoneRebalancing.ENABLED)
        .assignPublicIp(false)
        .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
        .securityGroups(List.of(network(scope, vpc)))
        .minHealthyPercent(100)
        .maxHealthyPercent(200)
        .circuitBreaker(DeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
        .build();
  }

  private static SecurityGroup network(Construct scope, IVpc vpc) {
    SecurityGroup group =
        SecurityGroup.Builder.create(scope, "Network")
            .vpc(vpc)
            .description("The bridge calls NATS and AWS, and nobody calls it")
            .allowAllOutbound(false)
            .build();
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "AWS APIs");
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(NATS_PORT), "NATS");
    return group;
  }
}
