package dev.triggerbridge.local.system.crash.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.system.crash.stack.Artifacts;
import dev.triggerbridge.local.system.crash.stack.CrashPointNames;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every crash point of the packaged artifacts, one at a time. */
class CrashPointsIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  @Test
  void order_system_keeps_every_invariant_when_a_process_dies_at_any_listed_point()
      throws Exception {
    List<String> points = CrashPointNames.read(HOME);

    List<String> wrong;
    try (Stacks stacks = new Stacks(HOME, Artifacts.packaged(HOME), folder, 20)) {
      wrong = new PointSeries(stacks, points, System.out).run();
    }

    assertThat(points).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    assertThat(wrong).as("broken, never reached or not listed").isEmpty();
  }
}
