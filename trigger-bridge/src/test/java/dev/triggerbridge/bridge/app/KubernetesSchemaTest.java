package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every manifest has the fields that the API of its kind has. The schema is our own, written after
 * the API references that it names.
 */
class KubernetesSchemaTest {
  private static final Path SCHEMA =
      Path.of("src", "test", "resources", "kubernetes", "manifests.schema.json");

  private final String schemaText = Files.readString(SCHEMA);

  KubernetesSchemaTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.yaml",
        "deployment.yaml",
        "disruption-budget.yaml",
        "hpa.yaml",
        "keda.yaml",
        "network-policy.yaml",
        "service-monitor.yaml"
      })
  void manifest_has_only_fields_of_its_kind_and_all_that_it_needs(String file) throws IOException {
    assertThat(Manifest.all(Manifest.KUBERNETES.resolve(file)))
        .isNotEmpty()
        .allSatisfy(manifest -> assertThat(problems(manifest)).isEmpty());
  }

  @Test
  void every_manifest_in_the_folder_is_checked() throws IOException {
    String source =
        Files.readString(
            Path.of(
                "src/test/java/dev/triggerbridge/bridge/app/"
                    + getClass().getSimpleName()
                    + ".java"));
    try (Stream<Path> files = Files.list(Manifest.KUBERNETES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".yaml") && !name.contains("values"))
          .filteredOn(name -> !name.equals("kustomization.yaml"))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(source).contains("\"" + name + "\""));
    }
  }

  @Test
  void misspelt_field_wrong_type_and_missing_field_are_seen() throws IOException {
    assertThat(spoiled("hpa.yaml", spec -> spec.getAsJsonObject().addProperty("minReplica", 2)))
        .isNotEmpty();
    assertThat(spoiled("hpa.yaml", spec -> spec.getAsJsonObject().addProperty("maxReplicas", "10")))
        .isNotEmpty();
    assertThat(spoiled("keda.yaml", spec -> spec.getAsJsonObject().remove("triggers")))
        .isNotEmpty();
  }

  private List<String> spoiled(String file, Consumer<JsonElement> change) throws IOException {
    Manifest manifest = Manifest.all(Manifest.KUBERNETES.resolve(file)).findFirst().orElseThrow();
    JsonElement json = JsonParser.parseString(new Gson().toJson(manifest.values()));
    change.accept(json.getAsJsonObject().get("spec"));
    return problems(manifest.text("kind"), json.toString());
  }

  private List<String> problems(Manifest manifest) {
    return problems(manifest.text("kind"), new Gson().toJson(manifest.values()));
  }

  /** Against the kind's own part, so that a problem names the field and not every other kind. */
  private List<String> problems(String kind, String json) {
    int first = schemaText.indexOf("\"oneOf\": [");
    int end = schemaText.indexOf(']', first) + 1;
    String ofKind =
        schemaText.substring(0, first)
            + "\"$ref\": \"#/$defs/"
            + kind
            + "\""
            + schemaText.substring(end);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(ofKind);
    return schema.validate(json, InputFormat.JSON).stream().map(String::valueOf).toList();
  }
}
