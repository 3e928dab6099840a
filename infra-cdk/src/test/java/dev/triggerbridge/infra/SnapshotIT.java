package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The templates as they were when somebody last looked at a change of them. After looking, renew
 * them with {@code mvn verify -pl infra-cdk -am -DskipTests=false -Dit.test=SnapshotIT
 * -Dsnapshots=write}; see README.md for the whole line.
 */
class SnapshotIT {
  private static final Path SNAPSHOTS = Path.of("src/test/snapshots");
  private static final boolean WRITE = "write".equals(System.getProperty("snapshots"));

  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @ParameterizedTest
  @EnumSource
  void templates_are_those_that_were_looked_at(Synthesis environment) throws IOException {
    Path folder = SNAPSHOTS.resolve(environment.name().toLowerCase(Locale.ROOT));
    Map<String, String> actual = new TreeMap<>();
    environment
        .templates()
        .forEach((stack, template) -> actual.put(stack + ".yaml", masked(template)));
    if (WRITE) {
      write(folder, actual);
    }

    assertThat(names(folder))
        .as("stacks; renew with -Dsnapshots=write")
        .isEqualTo(List.copyOf(actual.keySet()));
    for (Map.Entry<String, String> template : actual.entrySet()) {
      assertThat(template.getValue())
          .as("%s/%s; renew with -Dsnapshots=write", folder, template.getKey())
          .isEqualTo(Files.readString(folder.resolve(template.getKey())));
    }
  }

  /** Without what changes with every build of the functions or version of the CDK. */
  private static String masked(Map<String, Object> template) {
    Map<String, Object> kept = new TreeMap<>(template);
    kept.remove("Rules");
    Object parameters = kept.get("Parameters");
    if (parameters instanceof Map<?, ?> given) {
      Map<Object, Object> own = new TreeMap<>(given);
      own.remove("BootstrapVersion");
      kept.put("Parameters", own);
    }
    String yaml =
        new Dump(
                DumpSettings.builder()
                    .setDefaultFlowStyle(FlowStyle.BLOCK)
                    .setWidth(160)
                    .setMultiLineFlow(false)
                    .build())
            .dumpToString(kept);
    return yaml.replaceAll("\\b[0-9a-f]{64}\\b", "<asset>")
        .replaceAll("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "$1<code>");
  }

  private static void write(Path folder, Map<String, String> templates) throws IOException {
    Files.createDirectories(folder);
    for (String old : names(folder)) {
      Files.delete(folder.resolve(old));
    }
    for (Map.Entry<String, String> template : templates.entrySet()) {
      Files.writeString(folder.resolve(template.getKey()), template.getValue());
    }
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
