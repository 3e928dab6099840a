package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the runbook's commands are the bridge's, and that every section was tried. */
class RunbookTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern COMMAND =
      Pattern.compile("(?:^|`)trigger-bridge ([^`\\n]+)", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[[^]]+]\\(([^)#]*)(?:#[^)]*)?\\)");

  static List<String> commands() throws IOException {
    return COMMAND.matcher(runbook()).results().map(found -> found.group(1)).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_is_one_that_the_bridge_understands(String command) {
    assertThatCode(() -> Main.commandLine().parseArgs(command.split(" ")))
        .doesNotThrowAnyException();
  }

  @Test
  void command_with_an_unknown_option_would_be_noticed() {
    assertThatThrownBy(() -> Main.commandLine().parseArgs("status", "--config", "a", "--wtach"))
        .hasMessageContaining("--wtach");
  }

  @Test
  void every_section_says_how_to_look_and_names_tests_that_exist() throws IOException {
    List<String> sections = List.of(runbook().split("\n## ", -1)).stream().skip(1).toList();

    assertThat(sections).hasSizeGreaterThan(10);
    for (String section : sections) {
      String name = section.lines().findFirst().orElseThrow();
      assertThat(COMMAND.matcher(section).find()).as("a command in %s", name).isTrue();
      int tried = section.lastIndexOf("\nTried in ");
      assertThat(tried).as("tests of %s", name).isPositive();
      assertThat(links(section.substring(tried)))
          .as("tests of %s", name)
          .isNotEmpty()
          .allSatisfy(link -> assertThat(DOCS.resolve(link)).isRegularFile());
    }
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<String> headings =
        runbook()
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).toLowerCase(java.util.Locale.ROOT))
            .toList();
    List<String> anchors =
        Pattern.compile("]\\(#([^)]+)\\)")
            .matcher(runbook())
            .results()
            .map(a -> a.group(1))
            .toList();

    assertThat(headings).containsAll(anchors);
    assertThat(links(runbook())).allSatisfy(link -> assertThat(DOCS.resolve(link)).exists());
  }

  private static List<String> links(String text) {
    List<String> links = new ArrayList<>();
    try (Stream<MatchResult> found = LINK.matcher(text).results()) {
      found.map(link -> link.group(1)).filter(link -> !link.isEmpty()).forEach(links::add);
    }
    return links;
  }

  private static String runbook() throws IOException {
    return Files.readString(DOCS.resolve("runbook.md"));
  }
}
