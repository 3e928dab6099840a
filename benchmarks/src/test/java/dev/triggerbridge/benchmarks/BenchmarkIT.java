package dev.triggerbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it measures, not what: figures of a busy machine prove nothing. */
class BenchmarkIT {
  private static final String BRIDGE = "--bridge=../trigger-bridge/target/trigger-bridge.jar";

  @TempDir private Path folder;

  @Test
  void short_run_measures_both_subjects_and_writes_the_page() throws Exception {
    assertThat(
            page(
                "comparison",
                BRIDGE,
                "--rounds=1",
                "--warmup=500",
                "--messages=1000",
                "--rate=200",
                "--seconds=1",
                "--no-aot"))
        .contains("benchmarks/run comparison --rounds 1")
        .contains("| messages per second")
        .contains("| messages delivered twice | 0 [0 - 0] | 0 [0 - 0] |")
        .contains("| p99 at the fixed rate");
  }

  @Test
  void short_run_measures_a_mapping_beside_others_in_trouble() throws Exception {
    assertThat(page("isolation", BRIDGE, "--rounds=1", "--rate=50", "--seconds=1"))
        .contains("| an idle mapping |")
        .contains("| a flood of 100,000 messages for a function that answers 500 |");
  }

  @Test
  void short_run_starts_a_function_with_and_without_traces() throws Exception {
    assertThat(page("cold-start", "--functions=../functions", "--rounds=1"))
        .contains("| without AOT cache | ")
        .contains("| with AOT cache | ");
  }

  @Test
  void missing_bridge_is_a_usage_error() {
    assertThat(Main.commandLine().execute("comparison", "--bridge", "no-such.jar")).isEqualTo(2);
  }

  /** What a run writes that ends well. */
  private String page(String... arguments) throws IOException {
    Path page = folder.resolve("page.md");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--out=" + page);
    assertThat(Main.commandLine().execute(all.toArray(String[]::new))).isZero();
    return Files.readString(page);
  }
}
