package dev.triggerbridge.functions.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.testing.BatchRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCrashTest {
  @TempDir Path directory = Path.of("");

  @Test
  void object_of_a_process_that_died_before_answering_is_found_by_the_next() throws Exception {
    assertThat(crash()).isEqualTo(137);
    List<String> written = S3Fixture.keys("CRASH/");
    assertThat(written).hasSize(1);

    AwsProperties.use(S3Fixture.endpoint().toString());
    var redelivered = Deliveries.deliver(Dying.request()).only();

    assertThat(redelivered.status()).isEqualTo("ok");
    assertThat(S3Fixture.keys("CRASH/")).isEqualTo(written);
  }

  private int crash() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Dying.class.getName(),
                S3Fixture.endpoint().toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("TRIGGERBRIDGE_CRASH", "audit.after-put:1");
    builder.environment().put("TRIGGERBRIDGE_CRASH_DIR", directory.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** A process of its own that handles one message. */
  static final class Dying {
    private Dying() {}

    public static void main(String[] arguments) {
      AwsProperties.use(arguments[0]);
      Deliveries.deliver(request());
    }

    static BatchRequest request() {
      return BatchRequest.from("CRASH").add("s", null, "payload".getBytes(UTF_8));
    }
  }
}
