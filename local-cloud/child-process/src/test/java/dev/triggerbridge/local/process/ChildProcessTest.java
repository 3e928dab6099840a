package dev.triggerbridge.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir private Path folder;

  @Test
  void child_of_a_killed_jvm_ends_with_it() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv of util-linux");
    Path childPid = folder.resolve("pid");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                childPid.toString())
            .inheritIO()
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Files.exists(childPid) && Files.readString(childPid).endsWith("\n"));
      ProcessHandle child =
          ProcessHandle.of(Long.parseLong(Files.readString(childPid).strip())).orElseThrow();
      assertThat(child.isAlive()).isTrue();

      parent.destroyForcibly().waitFor();

      await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void missing_program_is_an_error_that_names_it_or_a_failed_start() throws Exception {
    try {
      Process process = ChildProcess.start(new ProcessBuilder("/no/such/program"));
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("/no/such/program");
    }
  }

  /** Starts a child that would run for ten minutes, and stays. */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      Process child = ChildProcess.start(new ProcessBuilder("sleep", "600"));
      Files.writeString(Path.of(arguments[0]), child.pid() + "\n");
      child.waitFor();
    }
  }
}
