package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that ends the packaged bridge each time it is invoked with it. */
class PoisonIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Five unexplained deliveries, and one alone. */
  private static final int INVOCATIONS_UNTIL_GIVEN_UP = 6;

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;
  private final AtomicReference<@Nullable BridgeProcess> running = new AtomicReference<>();

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    Script good = Script.eventPerRecord("out.done");
    lambda =
        new LambdaStandIn(
            invocation -> {
              BridgeProcess victim = running.get();
              if (victim != null
                  && invocation.records().stream()
                      .anyMatch(each -> each.messageId().equals("killer"))) {
                victim.kill();
              }
              return good.answer(invocation);
            });
  }

  @AfterEach
  void stop() throws IOException {
    lambda.close();
    streams.close();
    nats.close();
  }

  @Test
  void killer_is_isolated_by_its_deliveries_and_dead_lettered_before_another_invocation()
      throws Exception {
    String yaml = Yaml.oneMapping(nats.url(), lambda.url(), "batchSize: 5");
    try (BridgeProcess first = BridgeProcess.start(folder, yaml, Map.of())) {
      first.awaitReady();
    }
    long killer = streams.publish("in.created", "killer", "{\"order\":17}");
    List<String> neighbours = List.of("order-1", "order-2", "order-3");
    for (String neighbour : neighbours) {
      assertThat(streams.publish("in.created", neighbour, "{}")).isPositive();
    }

    int starts = 0;
    while (streams.all("DLQ").isEmpty()) {
      assertThat(starts++).as("starts").isLessThan(INVOCATIONS_UNTIL_GIVEN_UP + 3);
      try (BridgeProcess bridge = BridgeProcess.start(folder, yaml, Map.of())) {
        running.set(bridge);
        await().atMost(BOUND).until(() -> !bridge.isAlive() || !streams.all("DLQ").isEmpty());
        running.set(null);
      }
    }

    assertThat(lambda.timesInvoked("killer")).isEqualTo(INVOCATIONS_UNTIL_GIVEN_UP);
    MessageInfo dead = streams.all("DLQ").getFirst();
    assertThat(Streams.header(dead, "Dead-Letter-Error-Class")).isEqualTo("CRASH_CEILING");
    assertThat(Streams.header(dead, "Dead-Letter-Sequence")).isEqualTo(Long.toString(killer));
    try (BridgeProcess last = BridgeProcess.start(folder, yaml, Map.of())) {
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(streams.isSettled("IN", "work")).as(last.log()).isTrue());
    }
    assertThat(streams.all("DLQ")).as("no neighbour").hasSize(1);
    assertThat(streams.messageIds("OUT"))
        .containsExactlyInAnyOrderElementsOf(
            neighbours.stream().map(id -> "worker:" + id + ":0").toList());
  }
}
