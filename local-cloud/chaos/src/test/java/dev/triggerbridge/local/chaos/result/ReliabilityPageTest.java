package dev.triggerbridge.local.chaos.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.local.chaos.check.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityPageTest {
  @TempDir private Path folder;

  @Test
  void results_written_by_one_series_are_read_by_the_next() throws IOException {
    ResultFile file = new ResultFile(folder.resolve("below/results.ndjson"));
    assertThat(file.read()).isEmpty();
    file.append(run(1, List.of()));
    file.append(run(2, List.of("a charge too many")));
    assertThat(file.read())
        .containsExactly(run(1, List.of()), run(2, List.of("a charge too many")));
  }

  @Test
  void unreadable_line_is_named() throws IOException {
    Path file = folder.resolve("results.ndjson");
    Files.writeString(file, "{\"scenario\":");
    assertThatThrownBy(() -> new ResultFile(file).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void page_sums_runs_hits_and_recoveries_by_kind() {
    String page =
        ReliabilityPage.of(List.of(run(1, List.of()), run(2, List.of("a charge too many"))));
    assertThat(page)
        .contains("| 2 | 200 | 180 | 20 | 190 | 0 | 1 |")
        .contains("Commits: abc. Seeds: 1 to 2.")
        .contains("| connections-cut | 4 | 8 | 0.5 s | 0.5 s | 2.0 s | 2.0 s | abc |")
        .contains("- `--scenario mixed --seed 2 --orders 100` at abc: a charge too many");
    assertThat(ReliabilityPage.of(List.of(run(1, List.of())))).contains("None.");
  }

  @Test
  void recovery_is_that_of_the_last_commit_which_met_the_fault() {
    String page =
        ReliabilityPage.of(
            List.of(
                run(1, "abc", List.of()),
                run(2, "def", List.of()),
                run(3, "ghi", List.of(), List.of())));
    assertThat(page)
        .contains("Commits: abc, def, ghi.")
        .contains("| connections-cut | 6 | 12 | 0.2 s | 0.2 s | 2.0 s | 2.0 s | def |");
  }

  @Test
  void figure_that_a_run_has_not_is_a_dash_in_its_column() {
    String page =
        ReliabilityPage.of(
            List.of(
                run(1, List.of()),
                measured(2, Map.of("outage, s", 60.0)),
                measured(3, Map.of("outage, s", 120.0, "backlog, s", 5.5))));
    assertThat(page)
        .contains("| figure | seed 2 at abc | seed 3 at abc |")
        .contains("| backlog, s | - | 5.50 |")
        .contains("| outage, s | 60.00 | 120.00 |");
  }

  private static RunResult measured(long seed, Map<String, Double> figures) {
    return run(seed, "abc", List.of(), List.of(), figures);
  }

  private static RunResult run(long seed, List<String> violations) {
    return run(seed, "abc", violations);
  }

  private static RunResult run(long seed, String commit, List<String> violations) {
    return run(
        seed,
        commit,
        violations,
        List.of(
            new Recovery(
                "connections-cut bridge-nats", 1_000, commit.equals("abc") ? 500 : 200, 2_000)));
  }

  private static RunResult run(
      long seed, String commit, List<String> violations, List<Recovery> recoveries) {
    return run(seed, commit, violations, recoveries, null);
  }

  private static RunResult run(
      long seed,
      String commit,
      List<String> violations,
      List<Recovery> recoveries,
      @Nullable Map<String, Double> figures) {
    return new RunResult(
        "mixed",
        seed,
        100,
        90,
        10,
        95,
        5,
        0,
        Map.of("connections-cut bridge-nats", 3L, "connections-cut bridge-lambda", 1L),
        recoveries,
        violations,
        12.5,
        commit,
        "2026-11-23T12:00:00Z",
        figures);
  }
}
