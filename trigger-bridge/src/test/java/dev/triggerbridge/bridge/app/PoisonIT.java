package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.bridge.app.LambdaStandIn.Invocation;
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
  private static final String KILLER = "killer";
  private static final List<String> NEIGHBOURS = List.of("order-1", "order-2", "order-3");

  /** So many deliveries may end for no known reason before a record is invoked alone. */
  private static final int CRASH_CEILING = 5;

  @TempDir private Path folder = Path.of("");
  private final Script good = Script.eventPerRecord("out.done");
  private final AtomicReference<@Nullable BridgeProcess> running = new AtomicReference<>();
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(this::answer);
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
    try (BridgeProcess first = start(yaml)) {
      first.awaitReady();
      streams.publish("in.created", KILLER, "{\"order\":17}");
      awaitEnd(first);
    }
    for (String neighbour : NEIGHBOURS) {
      streams.publish("in.created", neighbour, "{}");
    }
    // Further bridges that die would take long: what counts is that a delivery has no known end.
    streams.deliverInVain("IN", "work", CRASH_CEILING);

    try (BridgeProcess second = start(yaml)) {
      awaitEnd(second);
    }
    assertThat(streams.all("DLQ")).as("it is invoked alone once").isEmpty();
    assertThat(lambda.timesInvoked(KILLER)).isEqualTo(2);

    try (BridgeProcess third = start(yaml)) {
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(streams.isSettled("IN", "work")).as(third.log()).isTrue());
    }
    assertThat(lambda.timesInvoked(KILLER)).isEqualTo(2);
    assertThat(lambda.invocations())
        .filteredOn(each -> each.records().stream().anyMatch(PoisonIT::kills))
        .allSatisfy(each -> assertThat(each.records()).hasSize(1));
    List<MessageInfo> dead = streams.all("DLQ");
    assertThat(dead).as("no neighbour").hasSize(1);
    assertThat(Streams.header(dead.getFirst(), "Dead-Letter-Error-Class"))
        .isEqualTo("CRASH_CEILING");
    assertThat(Streams.header(dead.getFirst(), "Dead-Letter-Message-Id")).isEqualTo(KILLER);
    assertThat(streams.messageIds("OUT"))
        .containsExactlyInAnyOrderElementsOf(
            NEIGHBOURS.stream().map(id -> "worker:" + id + ":0").toList());
  }

  private Answer answer(Invocation invocation) {
    BridgeProcess victim = running.get();
    if (victim != null && invocation.records().stream().anyMatch(PoisonIT::kills)) {
      victim.kill();
    }
    return good.answer(invocation);
  }

  private BridgeProcess start(String yaml) throws IOException {
    BridgeProcess started = BridgeProcess.start(folder, yaml, Map.of());
    running.set(started);
    return started;
  }

  private static void awaitEnd(BridgeProcess bridge) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(bridge.isAlive()).as(bridge.log()).isFalse());
  }

  private static boolean kills(LambdaStandIn.Received record) {
    return record.messageId().equals(KILLER);
  }
}
