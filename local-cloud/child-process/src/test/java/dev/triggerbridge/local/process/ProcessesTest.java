package dev.triggerbridge.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessesTest {
  @Test
  void process_of_many_threads_stands_still_when_stop_returns_and_goes_on_after_resume()
      throws Exception {
    Process process =
        ChildProcess.start(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Busy.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    try {
      assertThat(Processes.stop(process.pid())).isTrue();
      assertThat(Processes.isStopped(process.pid())).isTrue();

      assertThat(Processes.resume(process.pid())).isTrue();
      await().until(() -> !Processes.isStopped(process.pid()));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Processes.stop(process.pid())).as("gone").isFalse();
    assertThat(Processes.resume(process.pid())).as("gone").isFalse();
    assertThat(Processes.isStopped(process.pid())).as("gone").isFalse();
  }

  /** Never ends by itself. */
  static final class Busy {
    public static void main(String[] arguments) throws Exception {
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }
}
