package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge dies at each step between its effects and is started again: nothing is lost. */
class BridgeCrashIT {
  private static final int MESSAGES = 30;
  private static final Duration BOUND = Duration.ofSeconds(40);

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(LambdaStandIn.Script.eventPerRecord("out.done"));
  }

  @AfterEach
  void stop() throws IOException {
    lambda.close();
    streams.close();
    nats.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bridge.after-pull, 1",
    "bridge.before-invoke, 2",
    "bridge.after-invoke, 1",
    "bridge.after-publish, 1",
    "bridge.after-publish, 3",
    "bridge.after-ack, 1",
    "bridge.after-dead-letter, 1"
  })
  void bridge_killed_at_a_step_and_started_again_loses_nothing(String point, int hit)
      throws Exception {
    String yaml = Yaml.oneMapping(nats.url(), lambda.url(), "batchSize: 3");
    Path crashes = folder.resolve("crashes");
    Files.createDirectories(crashes);
    Map<String, String> environment =
        Map.of(
            "TRIGGERBRIDGE_CRASH",
            point + ":" + hit,
            "TRIGGERBRIDGE_CRASH_DIR",
            crashes.toString());

    List<String> expectedOutputs = new ArrayList<>();
    try (BridgeProcess first = BridgeProcess.start(folder, yaml, environment)) {
      first.awaitReady();
      expectedOutputs.addAll(publish());
      assertThat(first.exitCode(BOUND)).as(first.log()).isEqualTo(137);
    }
    assertThat(crashes.resolve(point)).exists();
    nothingIsAckedWithoutItsEffects(expectedOutputs);

    try (BridgeProcess second = BridgeProcess.start(folder, yaml, environment)) {
      second.awaitReady();
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(streams.isSettled("IN", "work")).as(second.log()).isTrue());
      assertThat(second.isAlive()).isTrue();
    }

    assertThat(streams.messageIds("OUT"))
        .as("each output once, under the id that the function gave it")
        .containsExactlyInAnyOrderElementsOf(expectedOutputs);
    List<MessageInfo> dead = streams.all("DLQ");
    assertThat(dead).hasSize(1);
    assertThat(Streams.header(dead.getFirst(), "Dead-Letter-Message-Id")).isEqualTo("poison-0");
    assertThat(Streams.header(dead.getFirst(), "Nats-Msg-Id")).startsWith("dlq:work:");
  }

  /** Publishes everything and answers the ids of the outputs that it must cause. */
  private List<String> publish() throws Exception {
    List<String> outputs = new ArrayList<>();
    streams.publish("in.created", "poison-0", "no order");
    for (int i = 1; i < MESSAGES; i++) {
      streams.publish("in.created", "order-" + i, "{}");
      outputs.add("worker:order-" + i + ":0");
    }
    return outputs;
  }

  /** What the dead process acked must have its output (or its dead letter) stored already. */
  private void nothingIsAckedWithoutItsEffects(List<String> outputs) throws Exception {
    long unsettled =
        streams.consumer("IN", "work").getNumPending()
            + streams.consumer("IN", "work").getNumAckPending();
    long acked = MESSAGES - unsettled;
    List<String> stored = streams.messageIds("OUT");
    long effects = stored.size() + streams.all("DLQ").size();
    assertThat(effects)
        .as("stored effects of %d settled messages", acked)
        .isGreaterThanOrEqualTo(acked);
    assertThat(outputs).containsAll(stored);
    long floor = streams.consumer("IN", "work").getAckFloor().getStreamSequence();
    for (int i = 1; i < floor; i++) {
      assertThat(stored).contains("worker:order-" + i + ":0");
    }
  }
}
