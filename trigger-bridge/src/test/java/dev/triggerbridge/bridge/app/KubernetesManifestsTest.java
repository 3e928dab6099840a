package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.flow.FlowStatus;
import dev.triggerbridge.bridge.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests agree with each other and with the bridge, as far as that can be seen offline. */
class KubernetesManifestsTest {
  private static final Pattern METRIC = Pattern.compile("\\b(nats|bridge)_[a-z_]+");
  private static final String BACKLOG = "nats_consumer_pending_messages";

  @TempDir private static Path folder = Path.of("");
  private final Manifest deployment;
  private final Manifest scaledObject;
  private final Manifest autoscaler;
  private final Manifest networkPolicy;
  private static BridgeConfig config;

  KubernetesManifestsTest() throws IOException {
    deployment = Manifest.only("deployment.yaml", "Deployment");
    scaledObject = Manifest.only("keda.yaml", "ScaledObject");
    autoscaler = Manifest.only("hpa.yaml", "HorizontalPodAutoscaler");
    networkPolicy = Manifest.only("network-policy.yaml", "NetworkPolicy");
  }

  @BeforeAll
  static void readConfiguration() throws Exception {
    String yaml = Manifest.only("config.yaml", "ConfigMap").text("data", "bridge.yaml");
    Certificate authority = Certificate.make(folder, "ca");
    config =
        new BridgeConfigReader()
            .read(
                Files.writeString(
                    folder.resolve("bridge.yaml"),
                    yaml.replace("${NATS_PASSWORD}", "unused")
                        .replace("/etc/nats-ca/ca.crt", authority.certificate().toString())));
  }

  @Test
  void configuration_is_one_that_can_be_used_and_mounted_where_run_looks() throws IOException {
    Manifest pod = deployment.at("spec", "template", "spec");
    Manifest container = pod.first("containers");
    Map<String, String> mounts = byName(container.blocks("volumeMounts"), "mountPath");

    assertThat(container.list("args"))
        .containsExactly("run", "--config", mounts.get("config") + "/bridge.yaml");
    assertThat(pod.blocks("volumes").map(volume -> volume.text("name")))
        .containsExactlyInAnyOrderElementsOf(mounts.keySet());
    assertThat(volume("config").text("configMap", "name"))
        .isEqualTo(Manifest.only("config.yaml", "ConfigMap").text("metadata", "name"));
    assertThat(config.http().host()).as("probes come from outside").isEqualTo("0.0.0.0");
  }

  @Test
  void variables_and_files_that_the_configuration_needs_are_given_to_the_container()
      throws IOException {
    String yaml = Manifest.only("config.yaml", "ConfigMap").text("data", "bridge.yaml");
    Manifest container = deployment.at("spec", "template", "spec").first("containers");
    Set<String> given =
        container.blocks("env").map(each -> each.text("name")).collect(Collectors.toSet());
    Set<String> needed =
        Pattern.compile("\\$\\{([A-Z_]+)}")
            .matcher(yaml)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    String authority = byName(container.blocks("volumeMounts"), "mountPath").get("nats-ca");

    assertThat(needed).isNotEmpty().isSubsetOf(given);
    assertThat(yaml)
        .contains(authority + "/" + volume("nats-ca").at("secret").first("items").text("path"));
    assertThat(container.first("env").at("valueFrom").values())
        .as("credentials come from a secret")
        .containsOnlyKeys("secretKeyRef");
  }

  @Test
  void ports_are_the_one_that_the_bridge_listens_on() throws IOException {
    Manifest pod = deployment.at("spec", "template");
    Manifest port = pod.at("spec").first("containers").first("ports");
    assertThat(port.number("containerPort")).isEqualTo(config.http().port()).isEqualTo(8080);
    Manifest service = Manifest.only("deployment.yaml", "Service").at("spec").first("ports");
    assertThat(service.text("targetPort")).isEqualTo(port.text("name"));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      Manifest get = pod.at("spec").first("containers").at(probe, "httpGet");
      assertThat(get.text("port")).as(probe).isEqualTo(port.text("name"));
      assertThat(get.text("path"))
          .as(probe)
          .isEqualTo(probe.equals("readinessProbe") ? "/health/ready" : "/health/live");
    }
    Manifest monitor = Manifest.only("service-monitor.yaml", "ServiceMonitor").at("spec");
    assertThat(monitor.first("endpoints").text("port")).isEqualTo(service.text("name"));
    assertThat(monitor.first("endpoints").text("path")).isEqualTo("/metrics");
    assertThat(networkPolicy.at("spec").first("ingress").first("ports").text("port"))
        .isEqualTo(port.text("name"));
  }

  @Test
  void way_out_is_open_to_the_broker_to_names_and_to_aws_only() {
    int broker = Integer.parseInt(config.nats().servers().getFirst().replaceAll(".*:", ""));
    Set<Object> ports =
        networkPolicy
            .at("spec")
            .blocks("egress")
            .flatMap(rule -> rule.blocks("ports"))
            .map(port -> port.value("port"))
            .collect(Collectors.toSet());

    assertThat(ports).containsExactlyInAnyOrder(broker, 53, 443);
    assertThat(networkPolicy.at("spec").list("policyTypes")).containsExactly("Ingress", "Egress");
  }

  @Test
  void pod_is_killed_only_after_the_bridge_had_its_grace() {
    int patience =
        deployment.at("spec", "template", "spec").number("terminationGracePeriodSeconds");

    assertThat(patience).isGreaterThan((int) config.shutdownGrace().toSeconds());
  }

  @Test
  void container_runs_without_root_and_without_anything_it_could_write_to_but_tmp() {
    Manifest pod = deployment.at("spec", "template", "spec");
    Manifest container = pod.first("containers").at("securityContext");

    assertThat(pod.at("securityContext").value("runAsNonRoot")).isEqualTo(true);
    assertThat(container.value("readOnlyRootFilesystem")).isEqualTo(true);
    assertThat(container.value("allowPrivilegeEscalation")).isEqualTo(false);
    assertThat(container.at("capabilities").list("drop")).containsExactly("ALL");
    assertThat(pod.first("containers").blocks("volumeMounts"))
        .filteredOn(mount -> !mount.has("readOnly"))
        .extracting(mount -> mount.text("mountPath"))
        .containsExactly("/tmp");
  }

  @Test
  void labels_and_names_fit_together() throws IOException {
    Manifest labels = deployment.at("spec", "template", "metadata", "labels");
    assertThat(deployment.at("spec", "selector", "matchLabels")).isEqualTo(labels);
    Manifest service = Manifest.only("deployment.yaml", "Service");
    assertThat(service.at("spec", "selector")).isEqualTo(labels);
    assertThat(
            Manifest.only("service-monitor.yaml", "ServiceMonitor")
                .at("spec", "selector", "matchLabels"))
        .isEqualTo(service.at("metadata", "labels"));
    assertThat(networkPolicy.at("spec", "podSelector", "matchLabels")).isEqualTo(labels);
    assertThat(
            Manifest.only("disruption-budget.yaml", "PodDisruptionBudget")
                .at("spec", "selector", "matchLabels"))
        .isEqualTo(labels);
    String name = deployment.text("metadata", "name");
    assertThat(scaledObject.text("spec", "scaleTargetRef", "name")).isEqualTo(name);
    assertThat(autoscaler.text("spec", "scaleTargetRef", "name")).isEqualTo(name);
    assertThat(deployment.at("spec").values()).doesNotContainKey("replicas");
    assertThat(deployment.text("spec", "template", "spec", "serviceAccountName"))
        .isEqualTo(Manifest.only("deployment.yaml", "ServiceAccount").text("metadata", "name"));
  }

  @Test
  void both_autoscalers_keep_two_to_ten_replicas_for_a_hundred_pending_messages_each() {
    assertThat(autoscaler.at("spec").number("minReplicas")).isEqualTo(2);
    assertThat(autoscaler.at("spec").number("maxReplicas")).isEqualTo(10);
    assertThat(scaledObject.at("spec").number("minReplicaCount")).isEqualTo(2);
    assertThat(scaledObject.at("spec").number("maxReplicaCount")).isEqualTo(10);
    Manifest target = autoscaler.at("spec").first("metrics").at("external", "target");
    assertThat(target.text("type")).isEqualTo("AverageValue");
    assertThat(target.text("averageValue")).isEqualTo("100");
    assertThat(scaledObject.at("spec").first("triggers").text("metadata", "lagThreshold"))
        .isEqualTo("100");
  }

  @Test
  void backlog_is_the_greatest_that_a_replica_sees_and_never_their_sum() throws IOException {
    String rule =
        Manifest.all(Manifest.KUBERNETES.resolve("prometheus-adapter-values.yaml"))
            .findFirst()
            .orElseThrow()
            .at("rules")
            .first("external")
            .text("metricsQuery");
    String query =
        scaledObject.at("spec").blocks("triggers").toList().getLast().text("metadata", "query");

    assertThat(List.of(rule, query))
        .allSatisfy(
            each ->
                assertThat(each)
                    .contains("max by (stream, consumer) (" + BACKLOG)
                    .doesNotContainPattern("\\bsum\\b"));
  }

  @Test
  void autoscalers_watch_a_consumer_that_a_mapping_has() {
    MappingConfig mapping = config.mappings().getFirst();
    Manifest trigger = scaledObject.at("spec").first("triggers");
    assertThat(trigger.text("type")).isEqualTo("nats-jetstream");
    assertThat(trigger.text("metadata", "stream")).isEqualTo(mapping.stream());
    assertThat(trigger.text("metadata", "consumer")).isEqualTo(mapping.consumer());

    Manifest external = autoscaler.at("spec").first("metrics").at("external", "metric");
    assertThat(external.text("name")).isEqualTo(BACKLOG);
    assertThat(external.at("selector", "matchLabels").values())
        .isEqualTo(Map.of("stream", mapping.stream(), "consumer", mapping.consumer()));
  }

  @Test
  void every_metric_and_label_that_is_asked_for_exists() throws IOException {
    Telemetry telemetry = new Telemetry();
    FlowStatus flow = new FlowStatus(1, 0, CircuitBreaker.State.CLOSED);
    RunnerStatus status = new RunnerStatus("a", true, "", 0, 0, 0, Instant.EPOCH, flow);
    telemetry.show(() -> List.of(new Telemetry.Standing("S", "c", status)));
    FunctionClient unused =
        telemetry.counted(
            "a",
            payload -> {
              throw new AssertionError("nobody invokes");
            });
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    telemetry.page().write("", page);
    String text = page.toString(StandardCharsets.UTF_8);

    for (String file : List.of("keda.yaml", "hpa.yaml", "prometheus-adapter-values.yaml")) {
      assertThat(names(Files.readString(Manifest.KUBERNETES.resolve(file))))
          .as(file)
          .isNotEmpty()
          .isSubsetOf(names(text));
    }
    assertThat(text).containsPattern(BACKLOG + "\\{consumer=\"c\",mapping=\"a\",stream=\"S\"}");
  }

  @Test
  void kustomization_names_every_manifest_once_and_one_autoscaler() throws IOException {
    Manifest kustomization = Manifest.only("kustomization.yaml", "Kustomization");
    List<Object> resources = kustomization.list("resources");

    assertThat(resources).doesNotHaveDuplicates().doesNotContain("keda.yaml").contains("hpa.yaml");
    assertThat(resources)
        .allSatisfy(
            file -> assertThat(Manifest.KUBERNETES.resolve(String.valueOf(file))).isRegularFile());
  }

  private Manifest volume(String name) {
    return deployment
        .at("spec", "template", "spec")
        .blocks("volumes")
        .filter(each -> each.text("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> byName(Stream<Manifest> blocks, String field) {
    return blocks.collect(
        Collectors.toMap(block -> block.text("name"), block -> block.text(field)));
  }

  private static Set<String> names(String text) {
    return METRIC.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }
}
