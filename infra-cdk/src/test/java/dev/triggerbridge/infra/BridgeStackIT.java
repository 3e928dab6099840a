package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.BridgeTemplate.list;
import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
  void configuration_is_the_local_file_but_for_the_names_of_functions() throws Exception {
    String local =
        Files.readString(Path.of("../trigger-bridge/examples/order-system.yaml"))
            .replaceAll("functionName: order\n", "functionName: \\${FUNCTION_ORDER}\n")
            .replaceAll("functionName: payment\n", "functionName: \\${FUNCTION_PAYMENT}\n")
            .replaceAll("functionName: inventory\n", "functionName: \\${FUNCTION_INVENTORY}\n")
            .replaceAll("functionName: audit\n", "functionName: \\${FUNCTION_AUDIT}\n");

    assertThat(load(bridge().yaml())).isEqualTo(load(local));
  }

  @Test
  void configuration_is_accepted_by_the_packaged_bridge() throws Exception {
    assertThat(bridge().validate(directory)).isEmpty();
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
        .containsEntry("User", "10001")
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

    assertThat(service).containsEntry("DesiredCount", 2).containsEntry("LaunchType", "FARGATE");
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

  private static BridgeTemplate bridge() {
    return new BridgeTemplate(Synthesis.section(Names.BRIDGE_STACK, "Resources"));
  }
}
