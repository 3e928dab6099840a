package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.bridge.lanes.KeyHash;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a dead letter has halted, seen and let go from the command line. */
class LanesCommandTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

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
  void halted_key_is_listed_and_goes_on_once_it_is_released() throws Exception {
    Path config =
        config("schemas: {descriptorSet: " + Example.descriptorSet(folder) + "}\n", "orderId");
    try (BridgeInProcess bridge = BridgeInProcess.start(config)) {
      bridge.awaitState("work", "RUNNING");
      long poison = publish("poison-1", "order-1");
      publish("behind", "order-1");
      publish("other", "order-2");
      await().atMost(BOUND).until(() -> lambda.timesInvoked("other") == 1);
      await().atMost(BOUND).until(() -> streams.count("DLQ") == 1);

      CommandLineRun list = run("list", config);
      assertThat(list.exitCode()).as(list.err()).isZero();
      assertThat(list.rows())
          .singleElement()
          .asString()
          .startsWith("work")
          .contains(KeyHash.of("order-1"), "IN/" + poison)
          .doesNotContain("order-1");
      assertThat(lambda.timesInvoked("behind")).isZero();

      assertThat(run("release", config, "--key", "order-2").exitCode()).isEqualTo(3);
      assertThat(lambda.timesInvoked("behind")).isZero();
      CommandLineRun released = run("release", config, "--key", "order-1");
      assertThat(released.exitCode()).as(released.err()).isZero();

      await().atMost(BOUND).until(() -> lambda.timesInvoked("behind") == 1);
      assertThat(run("list", config).rows()).isEmpty();
    }
  }

  @Test
  void key_in_protobuf_of_an_unknown_type_is_a_dead_letter_that_says_what_to_do() throws Exception {
    try (BridgeInProcess bridge = BridgeInProcess.start(config("", "orderId"))) {
      bridge.awaitState("work", "RUNNING");
      publish("typeless", "order-1");
      await().atMost(BOUND).until(() -> streams.count("DLQ") == 1);

      CommandLineRun list = CommandLineRun.of("dlq", "list", "-c", configFile().toString());
      assertThat(list.out()).contains("ORDER_KEY_UNREADABLE", "Name its type under schemas");
      assertThat(lambda.timesInvoked("typeless")).isZero();
    }
  }

  private long publish(String messageId, String orderId) throws Exception {
    return streams.publish(
        "in.created",
        messageId,
        OrderCreated.newBuilder().setOrderId(orderId).build().toByteArray(),
        Map.of("Content-Type", "application/x-protobuf", "Data-Schema", "orders.v2.OrderCreated"));
  }

  private static CommandLineRun run(String command, Path config, String... more) {
    List<String> all =
        new ArrayList<>(List.of("lanes", command, "-c", config.toString(), "--mapping", "work"));
    all.addAll(List.of(more));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private Path config(String above, String field) throws IOException {
    String yaml =
        above
            + Yaml.oneMapping(nats.url(), lambda.url(), "orderBy: {payloadField: " + field + "}")
                .replace("${HTTP_PORT}", "0");
    return Files.writeString(configFile(), yaml);
  }

  private Path configFile() {
    return folder.resolve("bridge.yaml");
  }
}
