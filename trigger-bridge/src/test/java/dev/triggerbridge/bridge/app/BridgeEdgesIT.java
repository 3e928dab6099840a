package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged bridge does where something around it is missing, late, too large or slow. */
class BridgeEdgesIT {
  private static final Duration BOUND = Duration.ofSeconds(40);

  @TempDir private Path folder = Path.of("");
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws IOException {
    lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
  }

  @AfterEach
  void stop() {
    lambda.close();
  }

  @Test
  void server_that_comes_after_the_bridge_is_found() throws Exception {
    int port = freePort();
    String yaml = Yaml.oneMapping("nats://127.0.0.1:" + port, lambda.url());
    try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, Map.of())) {
      bridge.awaitNotReadyBecause("nats.servers [nats://127.0.0.1:" + port + "]");
      assertThat(bridge.get("/health/live").statusCode()).isEqualTo(200);

      try (NatsServer nats = nats(port);
          Streams streams = new Streams(nats.url())) {
        bridge.awaitReady();
        streams.publish("in.created", "order-1", "{}");
        awaitSettled(streams, "work", bridge);
        assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
      }
    }
  }

  @Test
  void function_that_does_not_exist_is_named_in_the_readiness_and_found_when_it_is_deployed()
      throws Exception {
    lambda.remove("worker");
    try (NatsServer nats = nats(0);
        BridgeProcess bridge = start(nats)) {
      bridge.awaitNotReadyBecause("functionName worker: cannot read its configuration");

      lambda.deploy("worker");
      bridge.awaitReady();
    }
  }

  @Test
  void output_subject_without_a_stream_is_named_in_the_readiness() throws Exception {
    try (NatsServer nats = nats(0)) {
      String yaml =
          Yaml.oneMapping(nats.url(), lambda.url())
              .replace("[out.done]\n    onF", "[gone]\n    onF");
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, Map.of())) {
        bridge.awaitNotReadyBecause("outputSubjects: no stream stores gone: create one");
      }
    }
  }

  @Test
  void message_that_no_invocation_can_carry_ends_whole_in_the_dead_letters() throws Exception {
    String payload = "x".repeat(7 * 1024 * 1024);
    try (NatsServer nats = nats(0);
        Streams streams = new Streams(nats.url());
        BridgeProcess bridge = start(nats)) {
      bridge.awaitReady();
      streams.publish("in.created", "large-1", payload);
      streams.publish("in.created", "order-1", "{}");
      awaitSettled(streams, "work", bridge);

      MessageInfo dead = streams.all("DLQ").getFirst();
      assertThat(new String(dead.getData(), StandardCharsets.UTF_8)).isEqualTo(payload);
      assertThat(Streams.header(dead, "Dead-Letter-Message-Id")).isEqualTo("large-1");
      assertThat(Streams.header(dead, "Dead-Letter-Error-Message")).isNotEmpty();
      assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
      assertThat(lambda.timesInvoked("large-1")).isZero();
    }
  }

  @Test
  void record_that_is_rejected_without_a_destination_is_held_alarmed_and_not_quoted()
      throws Exception {
    try (NatsServer nats = nats(0);
        Streams streams = new Streams(nats.url())) {
      String yaml =
          Yaml.oneMapping(nats.url(), lambda.url(), "batchSize: 1")
              .replace("    onFailure: {subject: in.dlq}\n", "");
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, Map.of())) {
        bridge.awaitReady();
        streams.publish("in.created", "poison-1", "s3cr3t-Payload");
        streams.publish("in.created", "order-1", "{}");
        await()
            .atMost(BOUND)
            .untilAsserted(
                () -> {
                  assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
                  assertThat(bridge.get("/metrics").body())
                      .contains(
                          "bridge_alarms_total{code=\"DEAD_LETTER_NOT_STORED\",mapping=\"work\"}");
                });
        assertThat(streams.consumer("IN", "work").getNumAckPending()).isEqualTo(1);
        assertThat(bridge.log()).contains("onFailure").doesNotContain("s3cr3t-Payload");
      }
    }
  }

  @Test
  void password_from_the_environment_connects_and_is_never_printed() throws Exception {
    NatsServerOptions options =
        NatsServerOptions.in(folder.resolve("nats"))
            .withConfiguration("authorization { user: bridge, password: \"s3cr3t-Password\" }");
    try (NatsServer nats = NatsServer.start(options)) {
      String yaml =
          Yaml.oneMapping(nats.url(), lambda.url())
              .replace("lambda:\n", "  username: bridge\n  password: ${NATS_PASSWORD}\nlambda:\n");
      Map<String, String> wrong = Map.of("NATS_PASSWORD", "s3cr3t-Wrong");
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, wrong)) {
        bridge.awaitNotReadyBecause("correct address and credentials");
        assertThat(bridge.log()).doesNotContain("s3cr3t");
      }
      Map<String, String> right = Map.of("NATS_PASSWORD", "s3cr3t-Password");
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, right)) {
        bridge.awaitReady();
        assertThat(bridge.log() + bridge.get("/status").body()).doesNotContain("s3cr3t");
      }
    }
  }

  @Test
  void sigterm_with_a_function_that_outlives_the_grace_hands_its_record_back() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Script prompt = Script.eventPerRecord("out.done");
    lambda.script(
        invocation -> {
          started.countDown();
          awaitLatch(finish);
          return prompt.answer(invocation);
        });
    try (NatsServer nats = nats(0);
        Streams streams = new Streams(nats.url())) {
      String yaml =
          Yaml.oneMapping(nats.url(), lambda.url())
              .replace("gracePeriod: 10s", "gracePeriod: 500ms");
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, Map.of())) {
        bridge.awaitReady();
        streams.publish("in.created", "order-1", "{}");
        awaitLatch(started);
        bridge.terminate();

        assertThat(bridge.exitCode(BOUND)).as(bridge.log()).isZero();
      }
      assertThat(streams.isSettled("IN", "work")).isFalse();
      finish.countDown();
      lambda.script(prompt);
      try (BridgeProcess again = BridgeProcess.start(folder, yaml, Map.of())) {
        again.awaitReady();
        awaitSettled(streams, "work", again);
      }
      assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
    }
  }

  @Test
  void mappings_share_the_limit_of_invocations_of_the_whole_process() throws Exception {
    lambda.script(
        invocation ->
            invocation.records().getFirst().subject().isEmpty()
                ? LambdaStandIn.Answer.throttled()
                : LambdaStandIn.Answer.ok(invocation.batchId(), ok(invocation)));
    try (NatsServer nats = nats(0);
        Streams streams = new Streams(nats.url())) {
      String yaml = Yaml.twoMappingsThatShareOneInvocation(nats.url(), lambda.url());
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, Map.of())) {
        bridge.awaitReady();
        for (int i = 0; i < 50; i++) {
          streams.publish("in.created", "order-" + i, "{}");
        }
        awaitSettled(streams, "work", bridge);
        awaitSettled(streams, "twin", bridge);
      }
    }
    assertThat(lambda.invocations()).hasSize(100);
    assertThat(lambda.mostUnderWay()).isEqualTo(1);
  }

  @Test
  void port_that_is_taken_exits_1_and_says_so() throws Exception {
    try (NatsServer nats = nats(0);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String yaml = Yaml.oneMapping(nats.url(), lambda.url());
      Map<String, String> port = Map.of("HTTP_PORT", Integer.toString(taken.getLocalPort()));
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, port)) {
        assertThat(bridge.exitCode(BOUND)).isEqualTo(1);
        assertThat(bridge.log())
            .contains("http.port = " + taken.getLocalPort() + ": cannot listen");
      }
    }
  }

  private static String ok(LambdaStandIn.Invocation invocation) {
    return "{\"id\":\"%s\",\"status\":\"ok\"}".formatted(invocation.records().getFirst().id());
  }

  private NatsServer nats(int port) {
    return NatsServer.start(NatsServerOptions.in(folder.resolve("nats")).withPort(port));
  }

  private BridgeProcess start(NatsServer nats) throws IOException {
    return BridgeProcess.start(folder, Yaml.oneMapping(nats.url(), lambda.url()), Map.of());
  }

  private static void awaitSettled(Streams streams, String consumer, BridgeProcess bridge) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(streams.isSettled("IN", consumer)).as(bridge.log()).isTrue());
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing happened within 60 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
