package dev.triggerbridge.bridge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layers that the build puts on a JRE to make the container image; no registry is needed. */
class ImageIT {
  private static final Path TARGET = Path.of("target");
  private static final String BILL = "usr/share/doc/trigger-bridge/bom.json";

  @TempDir private static Path image = Path.of("");
  @TempDir private static Path root = Path.of("");
  private static JsonObject config = new JsonObject();

  @BeforeAll
  static void unpack() throws Exception {
    run("tar", "xf", TARGET.resolve("image-layers.tar").toString(), "-C", image.toString());
    JsonObject manifest =
        JsonParser.parseString(Files.readString(image.resolve("manifest.json")))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    for (JsonElement layer : manifest.getAsJsonArray("Layers")) {
      run("tar", "xzf", image.resolve(layer.getAsString()).toString(), "-C", root.toString());
    }
    config =
        JsonParser.parseString(
                Files.readString(image.resolve(manifest.get("Config").getAsString())))
            .getAsJsonObject();
  }

  @Test
  void two_builds_have_the_same_digest() throws IOException {
    assertThat(Files.readString(TARGET.resolve("image-layers-again.digest")))
        .startsWith("sha256:")
        .isEqualTo(Files.readString(TARGET.resolve("image-layers.digest")));
  }

  @Test
  void process_is_not_root_and_its_entry_point_takes_the_commands_of_the_bridge() throws Exception {
    JsonObject container = config.getAsJsonObject("config");
    assertThat(container.get("User").getAsString()).isEqualTo("10001:10001");
    assertThat(container.has("Cmd") && !container.get("Cmd").isJsonNull()).isFalse();

    assertThat(container.get("WorkingDir").getAsString())
        .as("the only folder that a read-only root leaves to write to")
        .isEqualTo("/tmp");

    assertThat(run(entryPoint("validate", "--config", example().toString()))).contains("mapping");
  }

  @Test
  void process_in_the_image_knows_its_version() throws Exception {
    String version =
        config
            .getAsJsonObject("config")
            .getAsJsonObject("Labels")
            .get("org.opencontainers.image.version")
            .getAsString();
    assertThat(run(entryPoint("--version"))).contains("trigger-bridge " + version);
  }

  @Test
  void layers_hold_no_secret_and_nothing_of_the_tests_or_the_functions() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(file)
                      .matches("app/(libs/.*\\.jar|classpath/.*|jib-.*-file)|" + BILL)
                      .doesNotMatch(".*(junit|assertj|testcontainers|spring|mockito|s3mock).*"));
    }
    assertThat(config.toString())
        .doesNotContainPattern(Pattern.compile("(?i)secret|password|token|access_?key"));
    assertThat(Files.readString(root.resolve(BILL))).doesNotContain(System.getProperty("user.dir"));
  }

  @Test
  void bill_of_materials_lists_every_library_in_the_image() throws IOException {
    JsonObject bill =
        JsonParser.parseString(Files.readString(root.resolve(BILL))).getAsJsonObject();
    assertThat(bill.get("bomFormat").getAsString()).isEqualTo("CycloneDX");
    TreeSet<String> listed = new TreeSet<>();
    bill.getAsJsonArray("components")
        .forEach(
            each ->
                listed.add(
                    each.getAsJsonObject().get("name").getAsString()
                        + "-"
                        + each.getAsJsonObject().get("version").getAsString()
                        + ".jar"));
    try (Stream<Path> jars = Files.list(root.resolve("app/libs"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .hasSizeGreaterThan(20)
          .isSubsetOf(listed);
    }
  }

  /** The image's entry point with its files where they are unpacked here, and these arguments. */
  private static String[] entryPoint(String... arguments) throws IOException {
    Path classPath = root.resolve("app/jib-classpath-file");
    Files.writeString(
        classPath,
        Files.readString(classPath).replaceAll("(^|:)/app/", "$1" + root.resolve("app") + "/"));
    List<String> command =
        new ArrayList<>(texts(config.getAsJsonObject("config").getAsJsonArray("Entrypoint")));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.replaceAll(word -> word.replace("@/app/", "@" + root.resolve("app") + "/"));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private static Path example() {
    return Path.of("examples", "order-system.yaml").toAbsolutePath();
  }

  private static List<String> texts(JsonArray values) {
    return StreamSupport.stream(values.spliterator(), false).map(JsonElement::getAsString).toList();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
