package dev.triggerbridge.infra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
import software.amazon.awscdk.services.ecs.SystemControl;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * One task of the bridge. A first container writes the configuration and the credentials to a
 * volume and ends; the bridge mounts that volume read-only. User and writable folder are those of
 * the image that {@code trigger-bridge/image} makes, whose entry point takes the command.
 */
final class BridgeTask {
  static final String BRIDGE = "bridge";
  static final String FILES = "files";
  static final String YAML = "BRIDGE_YAML";
  static final String CREDENTIALS = "NATS_CREDENTIALS_CONTENT";

  static final String AUTHORITY = "NATS_CA_CONTENT";

  /** Fargate's longest. */
  static final Duration STOP_TIMEOUT = Duration.seconds(120);

  /** For work in flight; what is left of the stop timeout is for handing back and closing. */
  static final Duration GRACE = Duration.seconds(100);

  private static final String FILES_IMAGE = "public.ecr.aws/docker/library/busybox:1.37.0";
  private static final String CONFIGURATION = "/etc/trigger-bridge";
  private static final String CREDENTIALS_FILE = CONFIGURATION + "/nats.creds";
  private static final String AUTHORITY_FILE = CONFIGURATION + "/nats-ca.pem";

  /**
   * A connection that says nothing for 350 s is dropped by NAT gateways and by endpoints of the
   * network, and an invocation says nothing for as long as its function takes: the kernel speaks up
   * before that. The bridge's HTTP client asks for it on each connection.
   */
  private static final List<SystemControl> KEEP_ALIVE =
      List.of(
          control("net.ipv4.tcp_keepalive_time", 200),
          control("net.ipv4.tcp_keepalive_intvl", 30),
          control("net.ipv4.tcp_keepalive_probes", 4));

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

  /**
   * The container of the bridge itself.
   *
   * @param arguments of the command line after {@code run}
   */
  static ContainerDefinition addContainers(
      Construct scope,
      FargateTaskDefinition task,
      String image,
      NatsServer nats,
      String yaml,
      List<String> arguments) {
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
                .command(List.of("sh", "-c", writeFiles(nats)))
                .environment(Map.of(YAML, yaml))
                .secrets(secretFiles(nats))
                .logging(log(logs, FILES))
                .build());
    files.addMountPoints(mount("config", CONFIGURATION, false), mount("tmp", "/tmp", false));
    List<String> command =
        new ArrayList<>(List.of("run", "--config", CONFIGURATION + "/bridge.yaml"));
    command.addAll(arguments);
    ContainerDefinition bridge =
        task.addContainer(
            BRIDGE,
            ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry(image))
                .user("10001:10001")
                .readonlyRootFilesystem(true)
                .stopTimeout(STOP_TIMEOUT)
                .systemControls(KEEP_ALIVE)
                .command(command)
                .environment(environment(scope, nats))
                .secrets(login(nats))
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

  // Volumes of Fargate belong to root, and the bridge does not run as root.
  private static String writeFiles(NatsServer nats) {
    StringBuilder script = new StringBuilder("umask 022 && " + write(YAML, "/bridge.yaml"));
    if (nats.credentials() != null) {
      script.append(" && ").append(write(CREDENTIALS, "/nats.creds"));
    }
    if (nats.authority() != null) {
      script.append(" && ").append(write(AUTHORITY, "/nats-ca.pem"));
    }
    return script.append(" && chmod 1777 /tmp").toString();
  }

  private static String write(String variable, String file) {
    return "printf %%s \"$%s\" > %s%s".formatted(variable, CONFIGURATION, file);
  }

  private static Map<String, Secret> secretFiles(NatsServer nats) {
    Map<String, Secret> secrets = new HashMap<>();
    if (nats.credentials() != null) {
      secrets.put(CREDENTIALS, Secret.fromSecretsManager(nats.credentials()));
    }
    if (nats.authority() != null) {
      secrets.put(AUTHORITY, Secret.fromSecretsManager(nats.authority(), "ca"));
    }
    return secrets;
  }

  private static @Nullable Map<String, Secret> login(NatsServer nats) {
    // Sorted: the order of Map.of differs from run to run, and with it the template.
    return nats.user() == null
        ? null
        : new TreeMap<>(
            Map.of(
                "NATS_USERNAME", Secret.fromSecretsManager(nats.user(), "username"),
                "NATS_PASSWORD", Secret.fromSecretsManager(nats.user(), "password")));
  }

  private static Map<String, String> environment(Construct scope, NatsServer nats) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NATS_SERVERS", nats.servers());
    environment.put("AWS_REGION", Stack.of(scope).getRegion());
    environment.put("HTTP_HOST", "0.0.0.0");
    if (nats.credentials() != null) {
      environment.put("NATS_CREDENTIALS", CREDENTIALS_FILE);
    }
    return environment;
  }

  /** Tells the bridge what only its task knows: where files are, and how long it may drain. */
  static void configure(BridgeDocument document, NatsServer nats) {
    document.set("shutdown", "gracePeriod", GRACE.toSeconds() + "s");
    // What the service scales on, and what the alarms watch.
    document.set(
        "metrics",
        "cloudWatch",
        new TreeMap<>(Map.of("format", "emf", "namespace", Names.METRICS)));
    if (nats.user() != null) {
      document.remove("nats", "credentialsFile");
      document.set("nats", "username", "${NATS_USERNAME}");
      document.set("nats", "password", "${NATS_PASSWORD}");
    }
    if (nats.authority() != null) {
      document.set("nats", "tls", Map.of("caFile", AUTHORITY_FILE));
    }
  }

  private static SystemControl control(String namespace, int seconds) {
    return SystemControl.builder().namespace(namespace).value(Integer.toString(seconds)).build();
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
