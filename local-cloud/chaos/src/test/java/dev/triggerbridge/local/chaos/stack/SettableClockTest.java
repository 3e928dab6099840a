package dev.triggerbridge.local.chaos.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.triggerbridge.local.process.ChildProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What libfaketime does to a JVM, on which the scenario {@code clock} rests. */
class SettableClockTest {
  private static final long CLOSE_MILLIS = Duration.ofMinutes(1).toMillis();

  @TempDir Path directory;

  @Test
  @Timeout(60)
  void wall_clock_of_a_jvm_jumps_there_and_back_while_timed_waits_last_as_long_as_they_say()
      throws Exception {
    Optional<SettableClock> found = SettableClock.in(directory.resolve("clock"));
    assumeThat(found).as("libfaketime").isPresent();
    SettableClock clock = found.orElseThrow();
    Process jvm = start(clock);
    try (BufferedReader lines = jvm.inputReader()) {
      List<Long> waits = new ArrayList<>();
      for (int seconds : new int[] {0, -600, 600, 0}) {
        clock.step("%+d".formatted(seconds));
        while (Math.abs(next(lines, waits) - seconds * 1_000L) > CLOSE_MILLIS) {
          assertThat(jvm.isAlive()).isTrue();
        }
      }
      // At least one wait began at each of the four times.
      assertThat(waits)
          .hasSizeGreaterThanOrEqualTo(4)
          .allSatisfy(took -> assertThat(took).isGreaterThanOrEqualTo(TimedWaits.WAIT_MILLIS));
    } finally {
      jvm.destroyForcibly().waitFor();
    }
  }

  /** By how many milliseconds the wall clock of the next line differs from ours. */
  private static long next(BufferedReader lines, List<Long> waits) throws IOException {
    String line = lines.readLine();
    assertThat(line).as("a line of the other JVM").isNotNull();
    String[] parts = line.split(" ");
    waits.add(Long.parseLong(parts[0]));
    return Long.parseLong(parts[1]) - System.currentTimeMillis();
  }

  private static Process start(SettableClock clock) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes =
        new File(TimedWaits.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getPath();
    ProcessBuilder builder =
        new ProcessBuilder(
                java.toString(), "-XX:+UseSerialGC", "-cp", classes, TimedWaits.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(clock.environment());
    return ChildProcess.start(builder);
  }
}
