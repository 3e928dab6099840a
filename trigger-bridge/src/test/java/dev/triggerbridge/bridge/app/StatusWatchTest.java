package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The status command goes on showing what changes. */
class StatusWatchTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @TempDir private Path folder = Path.of("");

  @Test
  void status_that_watches_shows_what_has_changed_until_it_is_interrupted() throws Exception {
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Streams streams = new Streams(nats.url());
        LambdaStandIn lambda = new LambdaStandIn(Script.eventPerRecord("out.done"))) {
      String yaml = Yaml.oneMapping(nats.url(), lambda.url()).replace("${HTTP_PORT}", "0");
      Path config = Files.writeString(folder.resolve("bridge.yaml"), yaml);
      StringWriter screen = new StringWriter();
      CommandLine command = Main.commandLine();
      command.setOut(new PrintWriter(screen, true));
      Thread watching =
          new Thread(() -> command.execute("status", "-c", config.toString(), "--watch"));
      try (BridgeInProcess running = BridgeInProcess.start(config)) {
        assertThat(running.state("work")).isEqualTo("RUNNING");
        watching.start();
        awaitLast(screen, "work +RUNNING +1 +0 ");
      }
      awaitLast(screen, "work +NO_REPLICA +0 +0 ");
      streams.publish("in.created", "m-1", "{}");
      awaitLast(screen, "work +NO_REPLICA +0 +1 ");

      watching.interrupt();
      watching.join(BOUND);
      assertThat(watching.isAlive()).isFalse();
    }
  }

  private static void awaitLast(StringWriter screen, String row) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> {
              String shown = screen.toString();
              int last = shown.lastIndexOf(CLEAR);
              assertThat(shown.substring(Math.max(0, last))).containsPattern(row);
            });
  }
}
