package dev.triggerbridge.local.system.crash.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker can fail: each mistake is found, and the same crashes without it break nothing. */
class MutationsIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  static List<String> names() {
    return MutationRun.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void mistake_breaks_the_invariant_that_it_should(String name) throws Exception {
    assertThat(new MutationRun(HOME, folder, System.out).caught(name)).isEmpty();
  }

  @Test
  void artifacts_without_a_mistake_hold_in_every_scenario() throws Exception {
    assertThat(new MutationRun(HOME, folder, System.out).control()).isEmpty();
  }
}
