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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests agree with each other and with the bridge, as far as that can be seen offline. */
class KubernetesManifestsTest {
  private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");
  private static final Pattern METRIC = Pattern.compile("\\b(nats|bridge)_[a-z_]+");

  @TempDir private Path folder = Path.of("");
  private final Thing deployment;
  private final Thing scaledObject;
  private final Thing autoscaler;
  private BridgeConfig config;

  KubernetesManifestsTest() throws IOException {
    deployment = only("deployment.yaml", "Deployment");
    scaledObject = only("keda.yaml", "ScaledObject");
    autoscaler = only("hpa.yaml", "HorizontalPodAutoscaler");
  }

  @BeforeEach
  void readConfiguration() throws IOException {
    String yaml = only("config.yaml", "ConfigMap").text("data", "bridge.yaml");
    config = new BridgeConfigReader().read(Files.writeString(folder.resolve("bridge.yaml"), yaml));
  }

  @Test
  void configuration_is_one_that_can_be_used_and_mounted_where_run_looks() throws IOException {
    Thing container = deployment.at("spec", "template", "spec").first("containers");
    String mount = container.first("volumeMounts").text("mountPath");

    assertThat(container.list("args")).containsExactly("run", "--config", mount + "/bridge.yaml");
    assertThat(deployment.at("spec", "template", "spec").first("volumes").text("configMap", "name"))
        .isEqualTo(only("config.yaml", "ConfigMap").text("metadata", "name"));
    assertThat(config.http().host()).as("probes come from outside").isEqualTo("0.0.0.0");
  }

  @Test
  void ports_are_the_one_that_the_bridge_listens_on() throws IOException {
    Thing pod = deployment.at("spec", "template");
    Thing port = pod.at("spec").first("containers").first("ports");
    assertThat(port.number("containerPort")).isEqualTo(config.http().port()).isEqualTo(8080);
    assertThat(pod.text("metadata", "annotations", "prometheus.io/port")).isEqualTo("8080");
    Thing service = only("deployment.yaml", "Service").at("spec").first("ports");
    assertThat(service.text("targetPort")).isEqualTo(port.text("name"));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      Thing get = pod.at("spec").first("containers").at(probe, "httpGet");
      assertThat(get.text("port")).as(probe).isEqualTo(port.text("name"));
      assertThat(get.text("path"))
          .as(probe)
          .isEqualTo(probe.equals("readinessProbe") ? "/health/ready" : "/health/live");
    }
  }

  @Test
  void pod_is_killed_only_after_the_bridge_had_its_grace() {
    int patience =
        deployment.at("spec", "template", "spec").number("terminationGracePeriodSeconds");

    assertThat(patience).isGreaterThan((int) config.shutdownGrace().toSeconds());
  }

  @Test
  void labels_and_names_fit_together() throws IOException {
    Thing labels = deployment.at("spec", "template", "metadata", "labels");
    assertThat(deployment.at("spec", "selector", "matchLabels")).isEqualTo(labels);
    assertThat(only("deployment.yaml", "Service").at("spec", "selector")).isEqualTo(labels);
    String name = deployment.text("metadata", "name");
    assertThat(scaledObject.text("spec", "scaleTargetRef", "name")).isEqualTo(name);
    assertThat(autoscaler.text("spec", "scaleTargetRef", "name")).isEqualTo(name);
    assertThat(deployment.at("spec").values()).doesNotContainKey("replicas");
    assertThat(deployment.text("spec", "template", "spec", "serviceAccountName"))
        .isEqualTo(only("deployment.yaml", "ServiceAccount").text("metadata", "name"));
  }

  @Test
  void scaler_watches_a_consumer_that_a_mapping_has() {
    Thing trigger = scaledObject.at("spec").first("triggers");
    MappingConfig mapping = config.mappings().getFirst();

    assertThat(trigger.text("type")).isEqualTo("nats-jetstream");
    assertThat(trigger.text("metadata", "stream")).isEqualTo(mapping.stream());
    assertThat(trigger.text("metadata", "consumer")).isEqualTo(mapping.consumer());
  }

  @Test
  void every_metric_that_is_asked_for_exists() throws IOException {
    Telemetry telemetry = new Telemetry();
    FlowStatus flow = new FlowStatus(1, 0, CircuitBreaker.State.CLOSED);
    RunnerStatus status = new RunnerStatus("a", true, "", 0, 0, 0, Instant.EPOCH, flow);
    telemetry.show(() -> List.of(new Telemetry.Standing("S", status)));
    FunctionClient unused =
        telemetry.counted(
            "a",
            payload -> {
              throw new AssertionError("nobody invokes");
            });
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    telemetry.page().write("", page);
    Set<String> known = names(page.toString(StandardCharsets.UTF_8));

    for (String file : List.of("keda.yaml", "hpa.yaml")) {
      assertThat(names(Files.readString(FOLDER.resolve(file))))
          .as(file)
          .isNotEmpty()
          .isSubsetOf(known);
    }
  }

  private static Set<String> names(String text) {
    return METRIC.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  private static Thing only(String file, String kind) throws IOException {
    List<Thing> found = all(file).filter(each -> each.text("kind").equals(kind)).toList();
    assertThat(found).as("%s in %s", kind, file).hasSize(1);
    return found.getFirst();
  }

  private static Stream<Thing> all(String file) throws IOException {
    Iterable<Object> documents =
        new Load(LoadSettings.builder().build())
            .loadAllFromString(Files.readString(FOLDER.resolve(file)));
    return StreamSupport.stream(documents.spliterator(), false).map(Thing::of);
  }

  /** A block of a manifest. */
  private record Thing(Map<String, Object> values) {
    static Thing of(Object value) {
      Map<String, Object> values = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, each) -> values.put(String.valueOf(key), each));
      return new Thing(values);
    }

    Thing at(String... path) {
      Thing here = this;
      for (String key : path) {
        here = of(here.value(key));
      }
      return here;
    }

    Thing first(String key) {
      return of(list(key).getFirst());
    }

    List<Object> list(String key) {
      return new ArrayList<>((List<?>) value(key));
    }

    String text(String... path) {
      Thing parent = at(List.of(path).subList(0, path.length - 1).toArray(String[]::new));
      return String.valueOf(parent.value(path[path.length - 1]));
    }

    int number(String key) {
      return (Integer) value(key);
    }

    private Object value(String key) {
      return Objects.requireNonNull(values.get(key), () -> key + " is missing");
    }
  }
}
