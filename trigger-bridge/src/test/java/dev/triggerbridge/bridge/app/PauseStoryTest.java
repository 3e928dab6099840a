package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paused and asked from the command line, while two replicas run. */
class PauseStoryTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
  }

  @AfterEach
  void stop() throws IOException {
    lambda.close();
    streams.close();
    nats.close();
  }

  @Test
  void pause_drains_every_replica_outlives_a_restart_and_ends_with_resume() throws Exception {
    CountDownLatch finish = new CountDownLatch(1);
    Script good = Script.eventPerRecord("out.done");
    lambda.script(
        invocation -> {
          awaitLatch(finish);
          return good.answer(invocation);
        });
    Path config = config("batchSize: 1");
    try (BridgeInProcess one = BridgeInProcess.start(config);
        BridgeInProcess two = BridgeInProcess.start(config)) {
      streams.publish("in.created", "m-1", "{}");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("m-1") == 1);

      CommandLineRun early = run("pause", config, "--wait", "0s");
      assertThat(early.exitCode()).as(early.err()).isEqualTo(3);
      assertThat(early.out()).contains("still finish");
      await()
          .atMost(BOUND)
          .until(() -> List.of(one.state("work"), two.state("work")).contains("PAUSING"));
      finish.countDown();
      CommandLineRun paused = run("pause", config);
      assertThat(paused.out()).isEqualTo("mapping work is paused; nothing of it is in flight\n");
      assertThat(paused.exitCode()).isZero();
      assertThat(one.state("work")).isEqualTo("PAUSED");
      assertThat(two.state("work")).isEqualTo("PAUSED");
      assertThat(one.bridge().status().isReady()).as("a pause is no failure").isTrue();
      assertThat(streams.messageIds("OUT")).containsExactly("worker:m-1:0");

      streams.publish("in.created", "m-2", "{}");
    }
    try (BridgeInProcess again = BridgeInProcess.launch(config)) {
      again.awaitState("work", "PAUSED");
      assertThat(streams.consumer("IN", "work").getNumPending()).isEqualTo(1);
      assertThat(streams.consumer("IN", "work").getNumWaiting()).isZero();

      CommandLineRun resumed = run("resume", config);
      assertThat(resumed.exitCode()).as(resumed.err()).isZero();
      again.awaitState("work", "RUNNING");
      await().atMost(BOUND).until(() -> streams.isSettled("IN", "work"));
    }
    assertThat(lambda.timesInvoked("m-1")).isEqualTo(1);
    assertThat(lambda.timesInvoked("m-2")).isEqualTo(1);
  }

  @Test
  void any_client_of_the_service_api_can_pause_and_unknown_mappings_are_refused() throws Exception {
    try (BridgeInProcess bridge = BridgeInProcess.start(config("batchSize: 1"));
        Connection client = Nats.connect(nats.url())) {
      assertThat(ask(client, "trigger-bridge.pause", "work"))
          .isEqualTo("{\"mapping\":\"work\",\"paused\":true}");
      bridge.awaitState("work", "PAUSED");
      assertThat(ask(client, "trigger-bridge.resume", "work")).contains("\"resumed\":true");
      bridge.awaitState("work", "RUNNING");
      Message refused =
          client
              .request("trigger-bridge.pause", "wrok".getBytes(StandardCharsets.UTF_8))
              .get(10, TimeUnit.SECONDS);
      assertThat(refused.getHeaders().getFirst("Nats-Service-Error"))
          .isEqualTo("there is no such mapping");
      assertThat(ask(client, "$SRV.PING.trigger-bridge", "")).contains("trigger-bridge");
    }
  }

  @Test
  void status_adds_up_all_replicas_and_shows_what_waits() throws Exception {
    Path config = config("batchSize: 1");
    try (BridgeInProcess one = BridgeInProcess.start(config);
        BridgeInProcess two = BridgeInProcess.start(config)) {
      streams.publish("in.created", "m-1", "{}");
      streams.publish("in.created", "poison-1", "{}");
      await().atMost(BOUND).until(() -> streams.isSettled("IN", "work"));

      CommandLineRun run = run("status", config, "--output", "json");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("\"mapping\":\"work\",\"state\":\"RUNNING\",\"replicas\":2,\"pending\":0")
          .contains("\"breaker\":\"closed\"", "\"deadLetters\":1");

      assertThat(run("pause", config).exitCode()).isZero();
      streams.publish("in.created", "m-2", "{}");
      List<String> rows = CommandLineRun.of("status", "-c", config.toString()).rows();
      assertThat(rows).singleElement().asString().containsPattern("work +PAUSED +2 +1 +0 +0 ");
      assertThat(rows.getFirst()).as("oldest age").containsPattern("\\d+s$");
    }
    assertThat(run("status", config, "-o", "json").out())
        .contains("\"state\":\"PAUSED\",\"replicas\":0,\"pending\":1");
  }

  @Test
  void mapping_that_is_not_enabled_rests_and_is_ready() throws Exception {
    Path config = config("enabled: false");
    try (BridgeInProcess bridge = BridgeInProcess.launch(config)) {
      bridge.awaitState("work", "DISABLED");
      assertThat(bridge.bridge().status().isReady()).isTrue();
      assertThat(run("resume", config).out()).contains("has enabled: false");
    }
  }

  @Test
  void mapping_that_does_not_exist_exits_2_and_names_those_that_do() throws Exception {
    CommandLineRun run =
        CommandLineRun.of("pause", "-c", config("batchSize: 1").toString(), "--mapping", "wrok");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no mapping wrok; the configuration has [work]");
  }

  private static String ask(Connection client, String subject, String body) throws Exception {
    Message answer =
        client.request(subject, body.getBytes(StandardCharsets.UTF_8)).get(10, TimeUnit.SECONDS);
    return new String(answer.getData(), StandardCharsets.UTF_8);
  }

  private CommandLineRun run(String command, Path config, String... more) {
    List<String> all = new ArrayList<>(List.of(command, "--config", config.toString()));
    if (!command.equals("status")) {
      all.addAll(List.of("--mapping", "work"));
    }
    all.addAll(List.of(more));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private Path config(String... lines) throws IOException {
    String yaml = Yaml.oneMapping(nats.url(), lambda.url(), lines).replace("${HTTP_PORT}", "0");
    return Files.writeString(folder.resolve("bridge.yaml"), yaml);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing happened within 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
