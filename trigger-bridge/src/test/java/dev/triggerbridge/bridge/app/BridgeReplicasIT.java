package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.bridge.app.LambdaStandIn.Invocation;
import dev.triggerbridge.bridge.app.LambdaStandIn.Received;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged bridges and one mapping that keeps order; the one at work is killed. */
class BridgeReplicasIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int KEYS = 4;
  private static final int FAILS = 1;
  private static final int HANGS = 3;

  /**
   * Longer than a lease lives, so that the next replica sees new records before it sees again what
   * the dead one had.
   */
  private static final String ACK_WAIT = "ackWait: 20s";

  @TempDir private Path folder = Path.of("");
  private final Set<Integer> processed = ConcurrentHashMap.newKeySet();
  private final Set<Integer> failed = ConcurrentHashMap.newKeySet();
  private final Set<Integer> hanging = ConcurrentHashMap.newKeySet();
  private final List<String> overtakers = new CopyOnWriteArrayList<>();
  private final CountDownLatch killed = new CountDownLatch(1);
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;
  private int published;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(this::answer);
  }

  @AfterEach
  void stop() throws IOException {
    killed.countDown();
    lambda.close();
    streams.close();
    nats.close();
  }

  @Test
  void replica_that_stands_by_takes_over_in_order_when_the_one_at_work_is_killed()
      throws Exception {
    String yaml =
        Yaml.oneMapping(
                nats.url(),
                lambda.url(),
                "batchSize: 1",
                "maximumRetryAttempts: -1",
                "orderBy: {header: Order-Key}")
            .replace("ackWait: 2s", ACK_WAIT);
    try (BridgeProcess first = BridgeProcess.start(inner("first"), yaml, Map.of())) {
      awaitState(first, "RUNNING");
      try (BridgeProcess second = BridgeProcess.start(inner("second"), yaml, Map.of())) {
        awaitState(second, "STANDBY");
        assertThat(second.get("/health/ready").statusCode()).isEqualTo(200);
        publish(24);
        await()
            .atMost(BOUND)
            .until(() -> processed.size() == 12 && !failed.isEmpty() && !hanging.isEmpty());

        first.kill();
        publish(24);
        killed.countDown();

        await()
            .atMost(BOUND)
            .untilAsserted(
                () -> assertThat(streams.isSettled("IN", "work")).as(second.log()).isTrue());
        awaitState(second, "RUNNING");
      }
    }
    assertThat(overtakers).isEmpty();
    assertThat(processed).hasSize(48);
    assertThat(streams.messageIds("DLQ")).isEmpty();
  }

  /** Until the kill one key only fails, and what another is invoked with never comes to an end. */
  private Answer answer(Invocation invocation) {
    if (killed.getCount() > 0 && invocation.records().stream().anyMatch(each -> is(each, HANGS))) {
      invocation.records().forEach(each -> hanging.add(number(each)));
      awaitKill();
      return Answer.thrown("ended without an effect");
    }
    return Answer.ok(
        invocation.batchId(),
        invocation.records().stream().map(this::result).collect(Collectors.joining(",")));
  }

  private String result(Received each) {
    int number = number(each);
    for (int earlier = number % KEYS; earlier < number; earlier += KEYS) {
      if (!processed.contains(earlier)) {
        overtakers.add(number + " before " + earlier);
      }
    }
    if (killed.getCount() > 0 && is(each, FAILS)) {
      failed.add(number);
      return "{\"id\":\"%s\",\"status\":\"retry\",\"code\":\"NOT_YET\"}".formatted(each.id());
    }
    processed.add(number);
    return "{\"id\":\"%s\",\"status\":\"ok\"}".formatted(each.id());
  }

  private void awaitKill() {
    try {
      assertThat(killed.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean is(Received record, int key) {
    return number(record) % KEYS == key;
  }

  private static int number(Received record) {
    return Integer.parseInt(record.messageId().substring(2));
  }

  private void publish(int count) throws Exception {
    for (int i = 0; i < count; i++, published++) {
      streams.publish(
          "in.created",
          "m-" + published,
          "{}".getBytes(StandardCharsets.UTF_8),
          Map.of("Order-Key", "k" + published % KEYS));
    }
  }

  private static void awaitState(BridgeProcess bridge, String state) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(bridge.get("/status").body()).contains(state));
  }

  private Path inner(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
