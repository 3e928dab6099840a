package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.triggerbridge.local.aws.LocalCredentials;
import dev.triggerbridge.local.prometheus.PrometheusBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compose file fits to what the repository has, as far as Docker Compose can tell without an
 * engine. No container runs.
 */
class ComposeFileIT {
  private static final Path OBSERVABILITY = ComposeFile.HOME.resolve("observability");
  private static final Path BRIDGE =
      ComposeFile.HOME.resolve("trigger-bridge/target/trigger-bridge.jar");

  private static ComposeFile compose = new ComposeFile(new JsonObject());

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    compose = ComposeFile.read();
  }

  @Test
  void ports_are_published_on_loopback_only() {
    List<JsonObject> ports =
        compose.services().values().stream()
            .flatMap(service -> ComposeFile.stream(service, "ports"))
            .map(JsonElement::getAsJsonObject)
            .toList();
    assertThat(ports).hasSizeGreaterThan(4);
    assertThat(ports)
        .allSatisfy(port -> assertThat(port.toString()).contains("\"host_ip\":\"127.0.0.1\""));
    assertThat(compose.services().values())
        .allSatisfy(service -> assertThat(service.has("network_mode")).isFalse());
  }

  @Test
  void images_are_pinned_to_a_version() {
    assertThat(compose.services().values())
        .allSatisfy(
            service ->
                assertThat(service.get("image").getAsString())
                    .matches("[a-z/-]+:v?[0-9]+[.0-9].*"));
  }

  @Test
  void bridge_is_the_image_that_is_built_here_and_localstack_the_last_one_without_a_token()
      throws IOException {
    try (JarFile jar = new JarFile(BRIDGE.toFile())) {
      String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
      assertThat(compose.service("bridge").get("image").getAsString())
          .isEqualTo("trigger-bridge:" + version);
    }
    assertThat(compose.service("localstack").get("image").getAsString())
        .isEqualTo(LocalStackIT.LAST_WITHOUT_TOKEN);
    assertThat(Files.readString(ComposeFile.HOME.resolve("trigger-bridge/image")))
        .as("the gateway runs on the bridge's JRE")
        .contains("base=" + compose.service("gateway").get("image").getAsString() + "\n");
  }

  @Test
  void everything_that_is_mounted_exists_and_cannot_be_written() {
    List<ComposeFile.Mount> mounts =
        compose.services().keySet().stream()
            .flatMap(name -> compose.mounts(name).stream())
            .filter(mount -> !mount.target().endsWith("docker.sock"))
            .toList();
    assertThat(mounts).hasSizeGreaterThan(6);
    assertThat(mounts)
        .allSatisfy(
            mount -> {
              assertThat(mount.source()).exists().startsWith(ComposeFile.HOME);
              assertThat(mount.readOnly()).as(mount.target()).isTrue();
            });
  }

  @Test
  void bridge_has_no_root_to_write_to_and_is_stopped_later_than_its_grace_ends()
      throws IOException {
    JsonObject bridge = compose.service("bridge");
    assertThat(bridge.get("read_only").getAsBoolean()).isTrue();
    assertThat(bridge.getAsJsonArray("tmpfs").toString()).isEqualTo("[\"/tmp\"]");
    assertThat(bridge.has("user")).as("the image has its own").isFalse();
    assertThat(bridge.get("stop_grace_period").getAsString()).isEqualTo("40s");
    assertThat(Files.readString(compose.mounts("bridge").getFirst().source()))
        .contains("gracePeriod: 25s");
  }

  @Test
  void configuration_of_the_bridge_is_accepted_and_its_addresses_are_services() throws Exception {
    String file =
        compose.onThisMachine("bridge", compose.command("bridge").get(2)); // run --config FILE
    Process validate = validate(file);
    assertThat(new String(validate.getInputStream().readAllBytes(), UTF_8)).contains("mapping");
    assertThat(validate.waitFor()).isZero();

    Map<String, String> variables = compose.environment("bridge");
    assertThat(variables.get("NATS_SERVERS")).isEqualTo("nats://nats:4222");
    assertThat(variables.get("LAMBDA_ENDPOINT")).isEqualTo("http://localstack:4566");
    assertThat(compose.services()).containsKeys("nats", "localstack", "gateway");
    assertThat(variables.get("AWS_REGION"))
        .as("where run-local deploys")
        .isEqualTo(LocalCredentials.REGION);
  }

  @Test
  void functions_run_in_the_network_in_which_the_gateway_is() {
    assertThat(compose.environment("localstack").get("LAMBDA_DOCKER_NETWORK"))
        .isEqualTo(
            compose
                .document()
                .getAsJsonObject("networks")
                .getAsJsonObject("default")
                .get("name")
                .getAsString());
  }

  @Test
  void prometheus_takes_its_configuration_and_scrapes_the_bridge_under_the_name_of_the_rules()
      throws IOException {
    for (ComposeFile.Mount mount : compose.mounts("prometheus")) {
      Files.copy(mount.source(), folder.resolve(Path.of(mount.target()).getFileName()));
    }
    assertThat(
            prometheus().promtool("check", "config", folder.resolve("prometheus.yml").toString()))
        .contains("is valid")
        .containsPattern("SUCCESS: [1-9][0-9]* rules found");
    String configuration = Files.readString(folder.resolve("prometheus.yml"));
    assertThat(Files.readString(folder.resolve("rules.yml")))
        .contains("up{job=\"trigger-bridge\"}");
    assertThat(configuration).contains("job_name: trigger-bridge\n").contains("bridge:8080");
    assertThat(ComposeFile.stream(compose.service("bridge"), "ports").toList().toString())
        .contains("\"target\":8080");
  }

  @Test
  void grafana_is_given_the_dashboards_and_the_source_that_they_ask_for() throws IOException {
    String provisioning = "/etc/grafana/provisioning/";
    String provider =
        Files.readString(grafana(provisioning + "dashboards").resolve("trigger-bridge.yaml"));
    String path =
        Pattern.compile("path: (\\S+)")
            .matcher(provider)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(grafana(path)).isEqualTo(OBSERVABILITY.resolve("grafana"));
    String source =
        Files.readString(grafana(provisioning + "datasources").resolve("prometheus.yaml"));
    assertThat(source).contains("url: http://prometheus:9090").contains("isDefault: true");
    try (Stream<Path> dashboards = Files.list(grafana(path))) {
      assertThat(dashboards.toList())
          .hasSizeGreaterThan(3)
          .allSatisfy(
              file ->
                  assertThat(
                          JsonParser.parseString(Files.readString(file))
                              .getAsJsonObject()
                              .getAsJsonObject("templating")
                              .toString())
                      .contains("\"query\":\"prometheus\""));
    }
  }

  /** What is mounted there. */
  private static Path grafana(String target) {
    return compose.mounts("grafana").stream()
        .filter(mount -> mount.target().equals(target))
        .map(ComposeFile.Mount::source)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is mounted at " + target));
  }

  private static Process validate(String file) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                BRIDGE.toString(),
                "validate",
                "--config",
                file)
            .redirectErrorStream(true);
    compose
        .environment("bridge")
        .forEach(
            (name, value) ->
                builder.environment().put(name, compose.onThisMachine("bridge", value)));
    return builder.start();
  }

  private static PrometheusBinaries prometheus() {
    try {
      return PrometheusBinaries.resolve();
    } catch (IllegalStateException e) {
      return abort("skipped: " + e.getMessage());
    }
  }
}
