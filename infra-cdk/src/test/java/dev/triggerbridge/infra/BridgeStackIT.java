package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.BridgeTemplate.list;
import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.map;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class BridgeStackIT {
  @TempDir Path directory;

  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @Test
  void configuration_is_the_local_file_but_for_functions_the_time_to_drain_and_cloudwatch()
      throws Exception {
    String local =
        Files.readString(Path.of("../trigger-bridge/examples/order-system.yaml"))
            .replaceAll("functionName: order\n", "functionName: \\${FUNCTION_ORDER}\n")
            .replaceAll("functionName: payment\n", "functionName: \\${FUNCTION_PAYMENT}\n")
            .replaceAll("functionName: inventory\n", "functionName: \\${FUNCTION_INVENTORY}\n")
            .replaceAll("functionName: audit\n", "functionName: \\${FUNCTION_AUDIT}\n");

    Map<String, Object> expected =
        new HashMap<>(map(load(local.replace("gracePeriod: 25s", "gracePeriod: 100s"))));
    Map<String, Object> metrics = new HashMap<>();
    if (expected.get("metrics") != null) {
      metrics.putAll(at(expected, "metrics"));
    }
    metrics.put("cloudWatch", Map.of("format", "emf", "namespace", Names.METRICS));
    expected.put("metrics", metrics);
    assertThat(load(bridge().yaml())).isEqualTo(expected);
  }

  @Test
  void configuration_is_accepted_by_the_packaged_bridge() throws Exception {
    assertThat(bridge().validate(directory)).isEmpty();
    assertThat(prod().validate(directory)).isEmpty();
  }

  @Test
  void tasks_may_invoke_the_four_functions_through_their_aliases_and_nothing_else() {
    List<Map<String, Object>> statements = bridge().statements();

    assertThat(statements.toString()).doesNotContain("*");
    assertThat(statements)
        .allSatisfy(
            statement ->
                assertThat(statement)
                    .containsEntry(
                        "Action",
                        List.of("lambda:InvokeFunction", "lambda:GetFunctionConfiguration")));
    assertThat(statements.stream().flatMap(BridgeStackIT::resources))
        .hasSize(4)
        .allSatisfy(
            arn -> assertThat(arn.toString()).contains("Fn::ImportValue").contains("Alias"));
  }

  @Test
  void bridge_cannot_write_its_root_and_is_not_root() {
    assertThat(bridge().container(BridgeTask.BRIDGE))
        .containsEntry("User", "10001:10001")
        .containsEntry("ReadonlyRootFilesystem", true)
        .containsEntry("StopTimeout", 120)
        .containsEntry("Essential", true)
        .containsEntry(
            "DependsOn", List.of(Map.of("Condition", "SUCCESS", "ContainerName", "files")));
    assertThat(list(bridge().container(BridgeTask.BRIDGE), "MountPoints"))
        .filteredOn("ContainerPath", "/etc/trigger-bridge")
        .singleElement()
        .extracting(mount -> mount.get("ReadOnly"))
        .isEqualTo(true);
  }

  @Test
  void credentials_come_from_the_secret_and_only_to_the_container_that_writes_them() {
    assertThat(list(bridge().container(BridgeTask.FILES), "Secrets"))
        .singleElement()
        .satisfies(
            secret -> {
              assertThat(secret).containsEntry("Name", "NATS_CREDENTIALS_CONTENT");
              assertThat(value(secret, "ValueFrom").toString())
                  .contains("NatsCredentialsSecretArn");
            });
    assertThat(bridge().container(BridgeTask.BRIDGE)).doesNotContainKey("Secrets");
  }

  @Test
  void service_keeps_two_tasks_in_private_subnets_and_rolls_a_failed_deployment_back() {
    Map<String, Object> service = bridge().only("AWS::ECS::Service");

    // A number of tasks here would undo, with each deployment, what scaling has chosen.
    assertThat(service)
        .doesNotContainKey("DesiredCount")
        .containsEntry("LaunchType", "FARGATE")
        .containsEntry("AvailabilityZoneRebalancing", "ENABLED");
    assertThat(bridge().only("AWS::ApplicationAutoScaling::ScalableTarget"))
        .containsEntry("MinCapacity", 2)
        .containsEntry("MaxCapacity", 10);
    assertThat(at(service, "DeploymentConfiguration"))
        .containsEntry("MinimumHealthyPercent", 100)
        .containsEntry("MaximumPercent", 200)
        .containsEntry("DeploymentCircuitBreaker", Map.of("Enable", true, "Rollback", true));
    Map<String, Object> network = at(service, "NetworkConfiguration", "AwsvpcConfiguration");
    assertThat(network).containsEntry("AssignPublicIp", "DISABLED");
    assertThat((List<?>) network.get("Subnets"))
        .hasSize(2)
        .allSatisfy(subnet -> assertThat(subnet.toString()).contains("PrivateSubnet"));
    assertThat(at(bridge().only("AWS::ECS::TaskDefinition"), "RuntimePlatform"))
        .containsEntry("CpuArchitecture", "ARM64");
  }

  @Test
  void every_mapping_has_a_policy_that_tracks_its_backlog_for_each_task() {
    Map<String, Map<String, Object>> policies =
        Synthesis.resources(Names.BRIDGE_STACK, "AWS::ApplicationAutoScaling::ScalingPolicy");

    assertThat(policies).hasSize(9);
    policies.forEach(
        (id, policy) -> {
          Map<String, Object> tracking =
              at(policy, "Properties", "TargetTrackingScalingPolicyConfiguration");
          assertThat(tracking).containsEntry("TargetValue", 100);
          List<Map<String, Object>> metrics =
              list(at(tracking, "CustomizedMetricSpecification"), "Metrics");
          assertThat(metrics)
              .filteredOn(metric -> metric.containsKey("Expression"))
              .singleElement()
              .satisfies(
                  metric ->
                      assertThat(metric)
                          .containsEntry("Expression", "(pending + ackPending) / tasks"));
          assertThat(metrics)
              .filteredOn(metric -> metric.containsKey("MetricStat"))
              .extracting(metric -> at(metric, "MetricStat", "Metric").get("MetricName"))
              .containsExactly("PendingMessages", "AckPendingMessages", "RunningTaskCount");
          // Replicas see the same backlog: a sum would count it once for each.
          assertThat(at(metrics.getFirst(), "MetricStat")).containsEntry("Stat", "Maximum");
        });
  }

  @Test
  void idle_connections_speak_before_the_network_forgets_them() {
    assertThat(list(bridge().container(BridgeTask.BRIDGE), "SystemControls"))
        .filteredOn("Namespace", "net.ipv4.tcp_keepalive_time")
        .singleElement()
        .satisfies(
            control ->
                assertThat(Integer.parseInt(value(control, "Value").toString())).isLessThan(350));
  }

  @Test
  void drain_lasts_longer_than_any_function_and_fits_into_the_stop_timeout() {
    int longest =
        Synthesis.descriptors().stream()
            .mapToInt(FunctionDescriptor::timeoutSeconds)
            .max()
            .orElseThrow();

    assertThat(bridge().yaml()).contains("gracePeriod: 100s");
    // The bridge's HTTP client waits 15 s longer than the function may take.
    assertThat(longest + 15).isLessThan(100);
    assertThat(100 + 10).isLessThan(120);
  }

  @Test
  void timeouts_of_functions_fit_the_streams_that_forget_duplicates() {
    for (String mapping : List.of("order", "payment", "inventory", "audit")) {
      int timeout =
          Synthesis.descriptors().stream()
              .filter(descriptor -> descriptor.name().equals(mapping))
              .mapToInt(FunctionDescriptor::timeoutSeconds)
              .sum();

      // ackWait is 30 s, and duplicateWindow 2 minutes: docs/mappings.md, combinations refused.
      assertThat(bridge().yaml()).contains("${ACK_WAIT:30s}").contains("duplicateWindow: 2m");
      assertThat(30 + timeout).as(mapping).isPositive().isLessThan(120);
    }
  }

  @Test
  void streams_are_made_with_three_replicas_where_the_cluster_is_ours() {
    assertThat(prod().environment(BridgeTask.BRIDGE)).containsEntry("STREAM_REPLICAS", "3");
    assertThat((List<?>) value(prod().container(BridgeTask.BRIDGE), "Command"))
        .isEqualTo(
            List.of("run", "--config", "/etc/trigger-bridge/bridge.yaml", "--create-streams"));
  }

  @Test
  void password_of_our_own_cluster_comes_from_its_secret_and_its_authority_from_the_other() {
    assertThat(list(prod().container(BridgeTask.BRIDGE), "Secrets"))
        .extracting(secret -> secret.get("Name"))
        .containsExactlyInAnyOrder("NATS_USERNAME", "NATS_PASSWORD");
    assertThat(list(prod().container(BridgeTask.FILES), "Secrets"))
        .extracting(secret -> secret.get("Name"))
        .containsExactly("NATS_CA_CONTENT");
    assertThat(prod().yaml())
        .contains("password: '${NATS_PASSWORD}'", "caFile: /etc/trigger-bridge/nats-ca.pem")
        .doesNotContain("credentialsFile");
  }

  @Test
  void network_lets_nobody_in_and_the_bridge_out_to_aws_and_nats_only() {
    Map<String, Object> group = bridge().only("AWS::EC2::SecurityGroup");

    assertThat(group).doesNotContainKey("SecurityGroupIngress");
    assertThat(list(group, "SecurityGroupEgress"))
        .extracting(rule -> rule.get("ToPort"))
        .containsExactlyInAnyOrder(443, 4222);
  }

  private static Stream<Object> resources(Map<String, Object> statement) {
    return value(statement, "Resource") instanceof List<?> several
        ? several.stream().map(Object.class::cast)
        : Stream.of(value(statement, "Resource"));
  }

  private static Object load(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static BridgeTemplate prod() {
    return new BridgeTemplate(Synthesis.PROD.sectionOf(Names.BRIDGE_STACK, "Resources"));
  }

  private static BridgeTemplate bridge() {
    return new BridgeTemplate(Synthesis.section(Names.BRIDGE_STACK, "Resources"));
  }
}
