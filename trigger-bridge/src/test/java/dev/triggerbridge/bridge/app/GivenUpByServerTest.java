package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Answer;
import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumers whose {@code max_deliver} somebody else has set: nothing is forgotten. */
class GivenUpByServerTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Connection connection;
  private Streams streams;
  private LambdaStandIn lambda;
  private Path config;

  @BeforeEach
  void start() throws Exception {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    connection = Nats.connect(nats.url());
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(Script.eventPerRecord("out.done"));
    config =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            Yaml.oneMapping(nats.url(), lambda.url(), "batchSize: 1").replace("${HTTP_PORT}", "0"));
  }

  @AfterEach
  void stop() throws Exception {
    lambda.close();
    streams.close();
    connection.close();
    nats.close();
  }

  @Test
  void adopted_consumer_with_a_limit_of_deliveries_loses_it_at_the_start() throws Exception {
    create("IN", "in.created");
    limitDeliveries(3);

    try (BridgeInProcess bridge = BridgeInProcess.start(config)) {
      assertThat(bridge.metrics()).isNotEmpty();
      assertThat(streams.consumer("IN", "work").getConsumerConfiguration().getMaxDeliver())
          .isEqualTo(-1);
    }
  }

  @Test
  void message_that_the_server_gives_up_meanwhile_ends_whole_in_the_dead_letters()
      throws Exception {
    lambda.script(
        invocation ->
            invocation.records().getFirst().messageId().startsWith("bad")
                ? Answer.thrown("never")
                : Script.eventPerRecord("out.done").answer(invocation));
    try (BridgeInProcess bridge = BridgeInProcess.start(config)) {
      limitDeliveries(2);

      long sequence = streams.publish("in.created", "bad-1", "{\"order\":17}");
      long unused = streams.publish("in.created", "order-2", "{}");

      await()
          .atMost(BOUND)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(streams.all("DLQ")).hasSize(1));
      MessageInfo dead = streams.all("DLQ").getFirst();
      assertThat(new String(dead.getData())).isEqualTo("{\"order\":17}");
      assertThat(Streams.header(dead, "Dead-Letter-Error-Class")).isEqualTo("MAX_DELIVERIES");
      assertThat(Streams.header(dead, "Dead-Letter-Sequence")).isEqualTo(Long.toString(sequence));
      assertThat(Streams.header(dead, "Dead-Letter-Message-Id")).isEqualTo("bad-1");
      assertThat(Streams.header(dead, "Dead-Letter-Deliveries")).isEqualTo("2");
      assertThat(streams.messageIds("OUT")).containsExactly("worker:order-2:0");
      assertThat(bridge.metrics())
          .contains("bridge_alarms_total{code=\"MAX_DELIVERIES\",mapping=\"work\"} 1.0");
    }
  }

  @Test
  void what_was_given_up_while_no_bridge_ran_is_dead_lettered_by_the_next_one() throws Exception {
    try (BridgeInProcess first = BridgeInProcess.start(config)) {
      assertThat(first.metrics()).isNotEmpty();
    }
    limitDeliveries(1);
    long unused = streams.publish("in.created", "order-1", "{}");
    var subscription = connection.getStreamContext("IN").getConsumerContext("work");
    assertThat(subscription.next(Duration.ofSeconds(5))).as("its only delivery").isNotNull();
    await()
        .atMost(BOUND)
        .until(
            () -> {
              // Servers before 2.10.22 say so only at the next pull.
              var none = subscription.next(Duration.ofSeconds(1));
              return none == null && !streams.all("trigger-bridge-advisories").isEmpty();
            });

    try (BridgeInProcess second = BridgeInProcess.start(config)) {
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(streams.all("DLQ")).as(second.metrics()).hasSize(1));
    }
    assertThat(lambda.invocations()).isEmpty();
  }

  private void create(String name, String subject) throws Exception {
    assertThat(
            connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder().name(name).subjects(subject).build()))
        .isNotNull();
  }

  private void limitDeliveries(int most) throws Exception {
    assertThat(
            connection
                .jetStreamManagement()
                .addOrUpdateConsumer(
                    "IN",
                    ConsumerConfiguration.builder()
                        .durable("work")
                        .ackPolicy(AckPolicy.Explicit)
                        .ackWait(Duration.ofSeconds(2))
                        .maxDeliver(most)
                        .build()))
        .isNotNull();
  }
}
