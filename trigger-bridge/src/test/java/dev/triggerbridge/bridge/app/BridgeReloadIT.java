package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged bridge, whose file is edited by somebody else. */
class BridgeReloadIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  @Test
  void sighup_ends_nothing_and_an_edited_file_is_put_in_force_or_refused_loudly() throws Exception {
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Streams streams = new Streams(nats.url());
        LambdaStandIn lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
        BridgeProcess bridge =
            BridgeProcess.start(folder, Yaml.oneMapping(nats.url(), lambda.url()), Map.of())) {
      bridge.awaitReady();
      Path file = folder.resolve("bridge.yaml");
      String yaml = Files.readString(file);

      bridge.hangUp();
      awaitLog(bridge, "the configuration was read again");

      Files.writeString(file, yaml + "    batchSise: 5\n");
      awaitLog(bridge, "is refused, the one before stays in force");
      awaitLog(bridge, "mappings[0].batchSise: is not a known property");

      Files.writeString(file, yaml + "    batchSize: 5\n");
      awaitLog(bridge, "\"changedMappings\":\"work\"");
      streams.publish("in.created", "m-1", "{}");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("m-1") == 1);
      bridge.terminate();
      assertThat(bridge.exitCode(BOUND)).as(bridge.log()).isZero();
    }
  }

  private static void awaitLog(BridgeProcess bridge, String text) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(bridge.log()).contains(text));
  }
}
