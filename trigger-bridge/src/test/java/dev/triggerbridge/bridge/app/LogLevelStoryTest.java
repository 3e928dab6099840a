package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Log levels of a running bridge, from the command line and from the file. */
class LogLevelStoryTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    lambda = new LambdaStandIn(Script.okWithoutEvents());
  }

  @AfterEach
  void stop() {
    lambda.close();
    nats.close();
  }

  @Test
  void level_is_changed_for_a_while_and_by_the_file_and_nonsense_is_refused() throws Exception {
    String file = config("logging: {records: WARN}");
    try (BridgeInProcess bridge = BridgeInProcess.start(Path.of(file))) {
      assertThat(run(file).out()).contains("\"records\":\"WARN\"");

      CommandLineRun changed = run(file, "--group", "records", "--level", "debug", "--for", "1s");
      assertThat(changed.exitCode()).as(changed.err()).isZero();
      assertThat(changed.out()).contains("\"records\":\"DEBUG\"");
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(LoggerFactory.getLogger("records").isInfoEnabled()).isFalse());

      CommandLineRun refused = run(file, "--group", "recrods", "--level", "DEBUG");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("there is no group of loggers 'recrods'");
      assertThat(run(file, "--group", "records").exitCode()).isEqualTo(2);

      bridge.reload(Path.of(config("logging: {records: TRACE}")));
      assertThat(LoggerFactory.getLogger("records").isTraceEnabled()).isTrue();
      bridge.reload(Path.of(config("")));
      assertThat(LoggerFactory.getLogger("records").isTraceEnabled()).isFalse();
    }
  }

  private static CommandLineRun run(String file, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "log-level";
    all[1] = "--config";
    all[2] = file;
    System.arraycopy(more, 0, all, 3, more.length);
    return CommandLineRun.of(all);
  }

  private String config(String line) throws IOException {
    String yaml =
        Yaml.oneMapping(nats.url(), lambda.url(), "batchSize: 1").replace("${HTTP_PORT}", "0");
    return Files.writeString(folder.resolve("bridge.yaml"), yaml + "\n" + line + "\n").toString();
  }
}
