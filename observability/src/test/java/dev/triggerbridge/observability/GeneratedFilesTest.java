package dev.triggerbridge.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That what is made from the lists is checked in as it is made; -Ddocs=write writes it. */
class GeneratedFilesTest {
  private static final Path RULES = Path.of("prometheus", "rules.yml");
  private static final Path RULES_TESTS = Path.of("prometheus", "rules.test.yml");
  private static final Path GRAFANA = Path.of("grafana");

  @Test
  void rules_and_their_tests_are_those_of_the_signals() throws IOException {
    List<Signal> signals = Signals.read(Path.of("signals.yaml"));

    assertThat(signals).extracting(Signal::name).doesNotHaveDuplicates();
    check(RULES, PrometheusFiles.rules(signals));
    check(RULES_TESTS, PrometheusFiles.tests(signals, RULES.getFileName().toString()));
  }

  @Test
  void dashboards_are_those_of_the_list_and_no_others_lie_there() throws IOException {
    List<Dashboard> dashboards = Dashboard.read(Path.of("dashboards.yaml"));

    for (Dashboard dashboard : dashboards) {
      check(GRAFANA.resolve(dashboard.file() + ".json"), GrafanaJson.of(dashboard));
    }
    try (Stream<Path> files = Files.list(GRAFANA)) {
      Set<String> names =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      assertThat(names)
          .containsExactlyInAnyOrderElementsOf(
              dashboards.stream().map(dashboard -> dashboard.file() + ".json").toList());
    }
  }

  @Test
  void runbook_has_a_section_for_every_signal_and_no_other() throws IOException {
    List<String> sections =
        Files.readAllLines(Path.of("..", "docs", "runbook.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();

    assertThat(sections)
        .containsExactlyElementsOf(
            Signals.read(Path.of("signals.yaml")).stream().map(Signal::name).toList());
  }

  private static void check(Path file, String expected) throws IOException {
    if ("write".equals(System.getProperty("docs"))) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, expected);
    }
    assertThat(file)
        .as("%s is stale: run this test with -Ddocs=write", file)
        .hasContent(expected.stripTrailing());
  }
}
