package dev.triggerbridge.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * One task of the bridge. A first container writes the configuration and the credentials to a
 * volume and ends; the bridge mounts that volume read-only, since its image has no shell and its
 * root file system cannot be written.
 */
final class BridgeTask {
  static final String BRIDGE = "bridge";
  static final String FILES = "files";
  static final String YAML = "BRIDGE_YAML";
  static final String CREDENTIALS = "NATS_CREDENTIALS_CONTENT";

  /** Fargate's longest; the configured shutdown.gracePeriod has to fit into it. */
  static final Duration STOP_TIMEOUT = Duration.seconds(120);

  private static final String FILES_IMAGE = "public.ecr.aws/docker/library/busybox:1.37.0";
  private static final String CONFIGURATION = "/etc/trigger-bridge";
  // Volumes of Fargate belong to root, and the bridge does not run as root.
  private static final String WRITE_FILES =
      ("umask 022 && printf %%s \"$%s\" > %s/bridge.yaml && printf %%s \"$%s\" > %s/nats.creds"
              + " && chmod 1777 /tmp")
          .formatted(YAML, CONFIGURATION, CREDENTIALS, CONFIGURATION);

  private BridgeTask() {}

  static FargateTaskDefinition create(Construct scope) {
    return FargateTaskDefinition.Builder.create(scope, "Task")
        .cpu(512)
        .memoryLimitMiB(1024)
        .runtimePlatform(
            RuntimePlatform.builder()
                .cpuArchitecture(CpuArchitecture.ARM64)
                .operatingSystemFamily(OperatingSystemFamily.LINUX)
                .build())
        .volumes(List.of(volume("config"), volume("tmp")))
        .build();
  }

  /** The container of the bridge itself. */
  static ContainerDefinition addContainers(
      Construct scope, FargateTaskDefinition task, String image, NatsServer nats, String yaml) {
    LogGroup logs =
        LogGroup.Builder.create(scope, "Logs")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    ContainerDefinition files =
        task.addContainer(
            FILES,
            ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry(FILES_IMAGE))
                .essential(false)
                .readonlyRootFilesystem(true)
                .command(List.of("sh", "-c", WRITE_FILES))
                .environment(Map.of(YAML, yaml))
                .secrets(Map.of(CREDENTIALS, Secret.fromSecretsManager(nats.credentials())))
                .logging(log(logs, FILES))
                .build());
    files.addMountPoints(mount("config", CONFIGURATION, false), mount("tmp", "/tmp", false));
    ContainerDefinition bridge =
        task.addContainer(
            BRIDGE,
            ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry(image))
                .user("10001")
                .readonlyRootFilesystem(true)
                .stopTimeout(STOP_TIMEOUT)
                .command(List.of("run", "--config", CONFIGURATION + "/bridge.yaml"))
                .environment(
                    Map.of(
                        "NATS_SERVERS",
                        nats.servers(),
                        "NATS_CREDENTIALS",
                        CONFIGURATION + "/nats.creds",
                        "AWS_REGION",
                        Stack.of(scope).getRegion(),
                        "HTTP_HOST",
                        "0.0.0.0"))
                .logging(log(logs, BRIDGE))
                .build());
    bridge.addMountPoints(mount("config", CONFIGURATION, true), mount("tmp", "/tmp", false));
    bridge.addContainerDependencies(
        ContainerDependency.builder()
            .container(files)
            .condition(ContainerDependencyCondition.SUCCESS)
            .build());
    return bridge;
  }

  private static Volume volume(String name) {
    return Volume.builder().name(name).build();
  }

  private static MountPoint mount(String volume, String path, boolean readOnly) {
    return MountPoint.builder().sourceVolume(volume).containerPath(path).readOnly(readOnly).build();
  }

  private static LogDriver log(LogGroup group, String prefix) {
    return LogDriver.awsLogs(
        AwsLogDriverProps.builder().logGroup(group).streamPrefix(prefix).build());
  }
}
