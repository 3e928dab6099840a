package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with delayed events, through restarts of everything. */
class DelayedEventsStoryTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String WAITING = "TRIGGERBRIDGE_DELAYED";

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;
  private final AtomicReference<Instant> firstInvoked = new AtomicReference<>();
  private volatile Duration delay = Duration.ZERO;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda =
        new LambdaStandIn(
            invocation ->
                Answer.ok(
                    invocation.batchId(),
                    invocation.records().stream()
                        .map(each -> deadline(each.id(), each.messageId()))
                        .collect(Collectors.joining(","))));
  }

  @AfterEach
  void stop() throws IOException {
    lambda.close();
    streams.close();
    nats.close();
  }

  @Test
  void event_waits_through_restarts_of_bridge_and_server_and_comes_once_not_before_its_time()
      throws Exception {
    delay = Duration.ofSeconds(20);
    try (BridgeInProcess bridge = BridgeInProcess.start(config())) {
      streams.publish("orders.placed.v1", "order-1", "{}");
      await().atMost(BOUND).until(() -> streams.isSettled("ORDERS", "order"));
      assertThat(deadlines()).as("acked, and waits").isEmpty();
      assertThat(streams.count(WAITING)).isEqualTo(1);
    }
    nats.kill();
    nats.restart();
    try (BridgeInProcess successor = BridgeInProcess.start(config())) {
      await().atMost(BOUND).until(() -> !deadlines().isEmpty());

      MessageInfo arrived = deadlines().getFirst();
      assertThat(arrived.getTime().toInstant()).isAfterOrEqualTo(deliverAt());
      assertThat(Streams.header(arrived, "Nats-Msg-Id")).isEqualTo("order:order-1:deadline");
      assertThat(Streams.header(arrived, "Content-Type")).isEqualTo("application/json");
      assertThat(Streams.header(arrived, "X-Own")).isEqualTo("kept");
      assertThat(arrived.getHeaders().keySet())
          .allSatisfy(name -> assertThat(name).doesNotStartWith("Trigger-Bridge"))
          .filteredOn(name -> name.startsWith("Nats-"))
          .containsExactly("Nats-Msg-Id");
      assertThat(new String(arrived.getData(), StandardCharsets.UTF_8)).isEqualTo("{}");
      await().atMost(BOUND).until(() -> streams.count(WAITING) == 0);
      assertThat(deadlines()).hasSize(1);
    }
  }

  @Test
  void event_that_is_due_does_not_wait_behind_a_thousand_that_are_not() throws Exception {
    delay = Duration.ofHours(1);
    try (BridgeInProcess bridge = BridgeInProcess.start(config())) {
      for (int i = 0; i < 1_100; i++) {
        streams.publish("orders.placed.v1", "order-" + i, "{}");
      }
      await().atMost(BOUND).until(() -> streams.count(WAITING) == 1_100);
      delay = Duration.ofSeconds(1);
      firstInvoked.set(null);
      streams.publish("orders.placed.v1", "urgent", "{}");

      await().atMost(BOUND).until(() -> !deadlines().isEmpty());

      assertThat(deadlines())
          .extracting(each -> Streams.header(each, "Nats-Msg-Id"))
          .containsExactly("order:urgent:deadline");
    }
  }

  @Test
  void event_whose_time_has_passed_is_published_at_once() throws Exception {
    delay = Duration.ofSeconds(-1);
    try (BridgeInProcess bridge = BridgeInProcess.start(config())) {
      streams.publish("orders.placed.v1", "order-1", "{}");
      await().atMost(BOUND).until(() -> streams.isSettled("ORDERS", "order"));

      assertThat(deadlines()).hasSize(1);
    }
  }

  @Test
  void replica_that_delayed_nothing_itself_delivers_what_a_dead_one_left() throws Exception {
    try (BridgeInProcess survivor = BridgeInProcess.start(config())) {
      delay = Duration.ofSeconds(8);
      try (BridgeInProcess other = BridgeInProcess.start(config())) {
        for (int i = 0; i < 20; i++) {
          streams.publish("orders.placed.v1", "order-" + i, "{}");
        }
        await().atMost(BOUND).until(() -> streams.isSettled("ORDERS", "order"));
      }
      await().atMost(BOUND).until(() -> streams.count(WAITING) == 0);

      List<String> ids =
          deadlines().stream().map(each -> Streams.header(each, "Nats-Msg-Id")).toList();
      assertThat(ids).hasSize(20).doesNotHaveDuplicates();
      assertThat(deadlines())
          .allSatisfy(each -> assertThat(each.getTime().toInstant()).isAfterOrEqualTo(deliverAt()));
    }
  }

  private String deadline(String id, String messageId) {
    return """
    {"id":"%s","status":"ok","events":[{"id":"order:%s:deadline","subject":"orders.deadline.v1",\
    "contentType":"application/json","headers":{"X-Own":["kept"]},"data":"e30=","deliverAt":"%s"}]}"""
        .formatted(id, messageId, deliverAt());
  }

  /** The same for every invocation, since time is short on a busy machine. */
  private Instant deliverAt() {
    return firstInvoked.updateAndGet(known -> known == null ? Instant.now() : known).plus(delay);
  }

  private List<MessageInfo> deadlines() throws Exception {
    return streams.all("ORDERS").stream()
        .filter(each -> each.getSubject().equals("orders.deadline.v1"))
        .toList();
  }

  private Path config() throws IOException {
    return Example.in(
        folder,
        "delayed-events.yaml",
        Map.of("NATS_SERVERS", nats.url(), "LAMBDA_ENDPOINT", lambda.url(), "HTTP_PORT", "0"));
  }
}
