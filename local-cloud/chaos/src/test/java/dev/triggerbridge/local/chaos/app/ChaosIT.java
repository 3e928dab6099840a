package dev.triggerbridge.local.chaos.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.chaos.result.ResultFile;
import dev.triggerbridge.local.chaos.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system from its packaged artifacts under faults, as {@code ./run-local chaos} does. */
class ChaosIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void run_with_every_quick_fault_keeps_every_invariant_and_each_fault_hits() throws Exception {
    Path results = folder.resolve("results.ndjson");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int status =
        new Series(
                ChaosOptions.parse(
                    "--scenario", "quick",
                    "--seed", "7",
                    "--orders", "120",
                    "--results", results.toString()),
                HOME,
                new PrintStream(output, true, UTF_8))
            .execute();
    System.out.println(output.toString(UTF_8));
    List<RunResult> runs = new ResultFile(results).read();
    assertThat(runs).hasSize(1);
    assertThat(runs.getFirst().violations()).isEmpty();
    assertThat(runs.getFirst().orders()).isEqualTo(120);
    assertThat(runs.getFirst().duplicateCharges()).isZero();
    assertThat(runs.getFirst().faults())
        .hasSize(13)
        .allSatisfy((kind, hits) -> assertThat(hits).isPositive());
    assertThat(status).isZero();
  }
}
