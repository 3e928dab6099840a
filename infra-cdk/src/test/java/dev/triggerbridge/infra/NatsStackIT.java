package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.BridgeTemplate.list;
import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NatsStackIT {
  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @Test
  void existing_server_needs_no_instance_and_one_nat_gateway_in_dev() {
    assertThat(types(Synthesis.DEV))
        .doesNotContain("AWS::EC2::Volume", "AWS::AutoScaling::AutoScalingGroup");
    assertThat(Synthesis.DEV.resourcesOf(Names.NATS_STACK, "AWS::EC2::NatGateway")).hasSize(1);
  }

  @Test
  void prod_goes_on_without_any_one_zone() {
    assertThat(Synthesis.PROD.resourcesOf(Names.NATS_STACK, "AWS::EC2::NatGateway")).hasSize(3);
    assertThat(
            Synthesis.PROD.resourcesOf(Names.NATS_STACK, "AWS::EC2::Volume").values().stream()
                .map(volume -> at(volume, "Properties").get("AvailabilityZone")))
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void volumes_are_encrypted_and_outlive_instances_and_the_stack() {
    assertThat(Synthesis.PROD.resourcesOf(Names.NATS_STACK, "AWS::EC2::Volume").values())
        .allSatisfy(
            volume -> {
              assertThat(volume).containsEntry("DeletionPolicy", "Retain");
              assertThat(at(volume, "Properties"))
                  .containsEntry("Encrypted", true)
                  .containsEntry("VolumeType", "gp3");
            });
  }

  @Test
  void nodes_are_replaced_one_after_the_other_each_when_the_one_before_is_healthy() {
    Map<String, Map<String, Object>> groups =
        Synthesis.PROD.resourcesOf(Names.NATS_STACK, "AWS::AutoScaling::AutoScalingGroup");
    List<String> ids = groups.keySet().stream().sorted().toList();

    assertThat(ids).hasSize(3);
    assertThat(groups.values())
        .allSatisfy(
            group -> {
              assertThat(at(group, "Properties"))
                  .containsEntry("MinSize", "1")
                  .containsEntry("MaxSize", "1");
              assertThat(at(group, "UpdatePolicy", "AutoScalingRollingUpdate"))
                  .containsEntry("WaitOnResourceSignals", true)
                  .containsEntry("MinInstancesInService", 0)
                  .containsEntry("MaxBatchSize", 1);
            });
    assertThat(groups.get(ids.get(1))).containsEntry("DependsOn", List.of(ids.get(0)));
    assertThat(groups.get(ids.get(2))).containsEntry("DependsOn", List.of(ids.get(1)));
    // The first node of a new cluster never gets healthy alone: only the last is waited for.
    assertThat(groups.get(ids.get(0))).doesNotContainKey("CreationPolicy");
    assertThat(groups.get(ids.get(1))).doesNotContainKey("CreationPolicy");
    assertThat(groups.get(ids.get(2))).containsKey("CreationPolicy");
  }

  @Test
  void signal_is_sent_when_the_server_is_healthy_and_the_script_fits_its_limit() {
    String script = ClusterOfTests.script();

    assertThat(script).contains("cfn-signal", "curl -fsS http://127.0.0.1:8222/healthz && exit 0");
    // EC2's limit, before base64.
    assertThat(script.getBytes(StandardCharsets.UTF_8).length).isLessThan(16_384 - 1_500);
  }

  @Test
  void configuration_syncs_every_write_asks_for_tls_and_has_no_secret_in_it() {
    assertThat(ClusterOfTests.rendered())
        .contains("sync_interval: always", "verify: true", "no_advertise: true")
        .contains("system_account: SYS")
        .doesNotContainPattern("password: [^$]");
  }

  @Test
  void instances_have_no_public_address_and_metadata_only_with_a_token() {
    assertThat(Synthesis.PROD.resourcesOf(Names.NATS_STACK, "AWS::EC2::LaunchTemplate").values())
        .allSatisfy(
            template ->
                assertThat(at(template, "Properties", "LaunchTemplateData", "MetadataOptions"))
                    .containsEntry("HttpTokens", "required"));
    assertThat(
            Synthesis.PROD
                .resourcesOf(Names.NATS_STACK, "AWS::AutoScaling::AutoScalingGroup")
                .values())
        .allSatisfy(
            group ->
                assertThat(value(at(group, "Properties"), "VPCZoneIdentifier").toString())
                    .contains("PrivateSubnet"));
  }

  @Test
  void only_the_network_reaches_clients_port_and_only_nodes_the_routes() {
    assertThat(
            Synthesis.PROD
                .resourcesOf(Names.NATS_STACK, "AWS::EC2::SecurityGroup")
                .values()
                .stream()
                .filter(
                    group ->
                        value(at(group, "Properties"), "GroupDescription")
                            .toString()
                            .startsWith("Clients"))
                .flatMap(group -> list(at(group, "Properties"), "SecurityGroupIngress").stream()))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule).containsEntry("FromPort", 4222);
              assertThat(value(rule, "CidrIp").toString()).contains("CidrBlock");
            });
    assertThat(
            Synthesis.PROD.resourcesOf(Names.NATS_STACK, "AWS::EC2::SecurityGroupIngress").values())
        .singleElement()
        .satisfies(
            rule ->
                assertThat(at(rule, "Properties"))
                    .containsEntry("FromPort", 6222)
                    .containsKey("SourceSecurityGroupId"));
  }

  private static List<Object> types(Synthesis environment) {
    return environment.sectionOf(Names.NATS_STACK, "Resources").values().stream()
        .map(resource -> value(Synthesis.map(resource), "Type"))
        .toList();
  }
}
