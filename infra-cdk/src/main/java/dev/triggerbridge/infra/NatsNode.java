package dev.triggerbridge.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.RollingUpdateOptions;
import software.amazon.awscdk.services.autoscaling.Signals;
import software.amazon.awscdk.services.autoscaling.SignalsOptions;
import software.amazon.awscdk.services.autoscaling.UpdatePolicy;
import software.amazon.awscdk.services.ec2.AmazonLinux2023ImageSsmParameterProps;
import software.amazon.awscdk.services.ec2.AmazonLinuxCpuType;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Volume;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.route53.PrivateHostedZone;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * One node: a group of exactly one instance in one zone, and a volume and a name that outlive the
 * instance. The group makes a new instance when the old one dies or is to change.
 */
final class NatsNode extends Construct {
  private static final String NODE_TAG = "NatsNode";
  private static final Duration START = Duration.minutes(15);

  private final AutoScalingGroup group;

  /** What all nodes have in common. */
  record Shared(
      Vpc vpc,
      PrivateHostedZone zone,
      SecurityGroup network,
      ISecret certificates,
      Map<String, Secret> passwords,
      String image,
      String configuration,
      Environment environment) {}

  /**
   * A node.
   *
   * @param number from 1; also says in which zone
   * @param awaited whether the stack waits until it is healthy. At the creation of a cluster that
   *     must be the last one: a single node has no quorum and never gets healthy
   */
  NatsNode(NatsCluster scope, int number, Shared shared, boolean awaited) {
    super(scope, "Node" + number);
    ISubnet subnet = shared.vpc().getPrivateSubnets().get(number - 1);
    Volume volume =
        Volume.Builder.create(this, "Volume")
            .availabilityZone(subnet.getAvailabilityZone())
            .size(Size.gibibytes(shared.environment().natsVolumeGiB()))
            .volumeType(EbsDeviceVolumeType.GP3)
            .encrypted(true)
            .removalPolicy(
                shared.environment() == Environment.PROD
                    ? RemovalPolicy.RETAIN
                    : RemovalPolicy.DESTROY)
            .build();
    UserData start = UserData.forLinux();
    LaunchTemplate template = template(shared, role(shared, volume, number), start);
    group =
        AutoScalingGroup.Builder.create(this, "Group")
            .vpc(shared.vpc())
            .vpcSubnets(SubnetSelection.builder().subnets(List.of(subnet)).build())
            .launchTemplate(template)
            .minCapacity(1)
            .maxCapacity(1)
            .signals(
                awaited
                    ? Signals.waitForCount(1, SignalsOptions.builder().timeout(START).build())
                    : null)
            .updatePolicy(
                UpdatePolicy.rollingUpdate(
                    RollingUpdateOptions.builder()
                        .maxBatchSize(1)
                        // The volume can be attached to one instance only: the old one goes first.
                        .minInstancesInService(0)
                        .waitOnResourceSignals(true)
                        .pauseTime(START)
                        .build()))
            .build();
    Tags.of(group).add(NODE_TAG, Integer.toString(number));
    start.addSignalOnExitCommand(group);
    start.addCommands(NatsNodeScript.of(number, shared, volume, Stack.of(this).getRegion()));
  }

  /** The name of a node. */
  static String host(int number) {
    return "nats-" + number + "." + Names.NATS_ZONE;
  }

  /** Lets an update touch this node only when it has finished with another. */
  void replaceAfter(NatsNode other) {
    group.getNode().addDependency(other.group);
  }

  private LaunchTemplate template(Shared shared, Role role, UserData start) {
    return LaunchTemplate.Builder.create(this, "Template")
        .instanceType(new InstanceType(shared.environment().natsInstanceType()))
        .machineImage(
            MachineImage.latestAmazonLinux2023(
                AmazonLinux2023ImageSsmParameterProps.builder()
                    .cpuType(AmazonLinuxCpuType.ARM_64)
                    .build()))
        .securityGroup(shared.network())
        .role(role)
        .requireImdsv2(true)
        // Containers are one hop further; none of them needs the instance's role.
        .httpPutResponseHopLimit(1)
        .detailedMonitoring(true)
        .blockDevices(
            List.of(
                BlockDevice.builder()
                    .deviceName("/dev/xvda")
                    .volume(
                        BlockDeviceVolume.ebs(
                            16,
                            EbsDeviceOptions.builder()
                                .encrypted(true)
                                .volumeType(EbsDeviceVolumeType.GP3)
                                .build()))
                    .build()))
        .userData(start)
        .build();
  }

  private Role role(Shared shared, Volume volume, int number) {
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            .description("Node %d of the NATS cluster".formatted(number))
            .build();
    Stack stack = Stack.of(this);
    String instances =
        "arn:%s:ec2:%s:%s:instance/*"
            .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount());
    String volumeArn =
        "arn:%s:ec2:%s:%s:volume/%s"
            .formatted(
                stack.getPartition(), stack.getRegion(), stack.getAccount(), volume.getVolumeId());
    allow(role, List.of("ec2:AttachVolume"), volumeArn);
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("ec2:AttachVolume"))
            .resources(List.of(instances))
            .conditions(
                Map.of(
                    "StringEquals",
                    Map.of("aws:ResourceTag/" + NODE_TAG, Integer.toString(number))))
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("route53:ChangeResourceRecordSets"))
            .resources(List.of(shared.zone().getHostedZoneArn()))
            .conditions(
                Map.of(
                    "ForAllValues:StringEquals",
                    Map.of(
                        "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                        List.of(host(number)))))
            .build());
    allow(role, List.of("secretsmanager:GetSecretValue"), shared.certificates().getSecretArn());
    shared
        .passwords()
        .values()
        .forEach(
            password ->
                allow(role, List.of("secretsmanager:GetSecretValue"), password.getSecretArn()));
    allowSessions(role);
    return role;
  }

  /** The way in for people: no port, no key, and every session is in CloudTrail. */
  private static void allowSessions(Role role) {
    allow(
        role,
        List.of(
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel"),
        "*");
  }

  private static void allow(Role role, List<String> actions, String resource) {
    role.addToPolicy(
        PolicyStatement.Builder.create().actions(actions).resources(List.of(resource)).build());
  }
}
