package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged bridge against a real nats-server, seen from outside. */
class BridgeIT {
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
  void messages_are_processed_and_seen_in_status_metrics_and_logs_without_their_content()
      throws Exception {
    try (BridgeProcess bridge = run(Map.of("TRIGGERBRIDGE_RECORD_LOG_LEVEL", "DEBUG"))) {
      bridge.awaitReady();
      for (int i = 0; i < 20; i++) {
        streams.publish("in.created", "order-" + i, "{\"card\":\"s3cr3t-Payload\"}");
      }
      streams.publish("in.created", "poison-1", "s3cr3t-Payload");
      awaitSettled(bridge);

      assertThat(streams.messageIds("OUT")).hasSize(20).contains("worker:order-0:0");
      assertThat(streams.all("DLQ")).hasSize(1);
      String metrics = bridge.get("/metrics").body();
      assertThat(metrics)
          .contains("nats_messages_consumed_total{mapping=\"work\",stream=\"IN\"} 21.0")
          .containsPattern("nats_messages_published_total\\{[^}]*mapping=\"work\"[^}]*} 20.0")
          .contains(
              "nats_consumer_pending_messages{consumer=\"work\",mapping=\"work\",stream=\"IN\"} 0.0");
      assertThat(bridge.get("/status").body()).contains("\"name\":\"work\"", "\"ready\":true");
      assertThat(bridge.log())
          .contains("\"messageId\":\"order-7\"", "\"outcome\":", "\"streamSequence\":")
          .doesNotContain("s3cr3t-Payload");
      assertThat(metrics).doesNotContain("s3cr3t-Payload");
    }
  }

  @Test
  void sigterm_finishes_what_is_in_flight_and_exits_0() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Script slow = Script.eventPerRecord("out.done");
    lambda.script(
        invocation -> {
          started.countDown();
          awaitLatch(finish);
          return slow.answer(invocation);
        });
    try (BridgeProcess bridge = run(Map.of())) {
      bridge.awaitReady();
      streams.publish("in.created", "order-1", "{}");
      awaitLatch(started);

      bridge.terminate();
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(bridge.get("/health/ready").statusCode()).isEqualTo(503));
      finish.countDown();

      assertThat(bridge.exitCode(BOUND)).as(bridge.log()).isZero();
    }
    assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
    assertThat(streams.isSettled("IN", "work")).isTrue();
    assertThat(lambda.timesInvoked("order-1")).isEqualTo(1);
  }

  @Test
  void function_that_throws_or_answers_garbage_loses_nothing() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Script good = Script.eventPerRecord("out.done");
    lambda.script(
        invocation ->
            switch (calls.getAndIncrement()) {
              case 0 -> Answer.thrown("said s3cr3t-Payload");
              case 1 -> Answer.garbage("\"OK\"");
              case 2 -> Answer.throttled();
              default -> good.answer(invocation);
            });
    try (BridgeProcess bridge = run(Map.of())) {
      bridge.awaitReady();
      streams.publish("in.created", "order-1", "{}");
      awaitSettled(bridge);

      assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
      assertThat(streams.all("DLQ")).isEmpty();
      assertThat(bridge.log()).doesNotContain("s3cr3t-Payload");
    }
  }

  @Test
  void server_that_goes_away_makes_it_not_ready_and_work_resumes_when_it_is_back()
      throws Exception {
    try (BridgeProcess bridge = run(Map.of())) {
      bridge.awaitReady();
      nats.kill();
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> {
                assertThat(bridge.get("/health/ready").statusCode()).isEqualTo(503);
                assertThat(bridge.get("/health/ready").body()).contains("work");
              });
      assertThat(bridge.get("/health/live").statusCode()).isEqualTo(200);

      nats.restart();
      bridge.awaitReady();
      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .until(() -> streams.publish("in.created", "order-1", "{}") > 0);
      awaitSettled(bridge);
      assertThat(streams.messageIds("OUT")).containsExactly("worker:order-1:0");
    }
  }

  @Test
  void configuration_that_cannot_be_used_exits_2_before_anything_starts() throws Exception {
    String yaml = Yaml.oneMapping(nats.url(), lambda.url(), "batchSise: 3");
    try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, Map.of())) {
      assertThat(bridge.exitCode(BOUND)).isEqualTo(2);
      assertThat(bridge.log())
          .contains("mappings[0].batchSise: is not a known property. Did you mean batchSize");
    }
    assertThat(lambda.invocations()).isEmpty();
  }

  private BridgeProcess run(Map<String, String> environment) throws IOException {
    String yaml = Yaml.oneMapping(nats.url(), lambda.url(), "batchSize: 5");
    return BridgeProcess.start(folder, yaml, environment);
  }

  private void awaitSettled(BridgeProcess bridge) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(streams.isSettled("IN", "work")).as(bridge.log()).isTrue());
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
