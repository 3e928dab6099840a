package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples with a schema and with onSuccess, between a real nats-server and Lambda's API. */
class SchemaAndSuccessStoryTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");
  private NatsServer nats;
  private Streams streams;
  private LambdaStandIn lambda;

  @BeforeEach
  void start() throws IOException {
    nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    streams = new Streams(nats.url());
    lambda = new LambdaStandIn(Script.okWithoutEvents());
  }

  @AfterEach
  void stop() throws IOException {
    lambda.close();
    streams.close();
    nats.close();
  }

  @Test
  void invalid_payload_is_dead_lettered_with_field_and_reason_and_never_invoked() throws Exception {
    Path config =
        example(
            "schema-check.yaml",
            Map.of("DESCRIPTOR_SET", Example.descriptorSet(folder).toString()));
    try (BridgeInProcess bridge = BridgeInProcess.start(config)) {
      byte[] valid = OrderCreated.newBuilder().setOrderId("o").build().toByteArray();
      streams.publish("orders.created.v2", "good", valid, Map.of());
      streams.publish("orders.created.v2", "cut", new byte[] {10, 5, 'x'}, Map.of());
      streams.publish(
          "orders.imported",
          "json",
          "{\"orderId\":\"o\",\"total\":{\"minorUnits\":1,\"currency\":\"EUR\"}}");
      streams.publish(
          "orders.imported",
          "bad-json",
          "{\"orderId\":\"o\",\"total\":{\"minorUnits\":-1,\"currency\":\"EUR\"}}");
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> {
                assertThat(streams.isSettled("ORDERS", "created")).isTrue();
                assertThat(streams.isSettled("ORDERS", "imported")).isTrue();
                assertThat(streams.all("DLQ")).hasSize(2);
              });

      assertThat(lambda.timesInvoked("good")).isEqualTo(1);
      assertThat(lambda.timesInvoked("json")).isEqualTo(1);
      assertThat(lambda.timesInvoked("cut") + lambda.timesInvoked("bad-json")).isZero();
      for (MessageInfo dead : streams.all("DLQ")) {
        assertThat(Streams.header(dead, "Dead-Letter-Error-Code")).isEqualTo("INVALID_PAYLOAD");
        assertThat(Streams.header(dead, "Dead-Letter-Attempts")).isEqualTo("0");
      }
      assertThat(streams.all("DLQ"))
          .extracting(dead -> Streams.header(dead, "Dead-Letter-Error-Message"))
          .anyMatch(message -> message.startsWith("/total/minorUnits: must have a minimum value"))
          .anyMatch(message -> message.startsWith("payload: is no orders.v2.OrderCreated: "));
      assertThat(bridge.metrics()).contains("fate=\"dead_lettered\",mapping=\"imported\"} 1.0");
    }
  }

  @Test
  void result_of_a_processed_record_is_stored_before_its_ack_under_an_id_that_repeats()
      throws Exception {
    lambda.script(Script.eventPerRecord("payments.completed.v1"));
    Path config = example("on-success.yaml", Map.of());
    try (BridgeInProcess bridge = BridgeInProcess.start(config)) {
      streams.publish("orders.created.v1", "order-1", "{}");
      await().atMost(BOUND).until(() -> streams.isSettled("ORDERS", "payment"));

      List<MessageInfo> stored = streams.all("RESULTS");
      assertThat(stored).hasSize(2);
      MessageInfo result =
          stored.stream()
              .filter(one -> one.getSubject().equals("orders.results"))
              .findFirst()
              .orElseThrow();
      assertThat(Streams.header(result, "Nats-Msg-Id")).matches("success:payment:[^:]+:1");
      assertThat(new String(result.getData(), StandardCharsets.UTF_8))
          .contains("\"condition\":\"Success\"", "\"functionName\":\"payment\"")
          .contains("\"id\":\"ORDERS/1\"", "\"messageId\":\"order-1\"")
          .contains(
              "\"events\":[{\"id\":\"payment:order-1:0\",\"subject\":\"payments.completed.v1\"}]");
      assertThat(bridge.metrics()).contains("fate=\"acked\",mapping=\"payment\"} 1.0");
    }
  }

  @Test
  void record_whose_result_cannot_be_stored_is_not_acked() throws Exception {
    Path config = example("on-success.yaml", Map.of());
    try (BridgeInProcess bridge = BridgeInProcess.start(config)) {
      streams.delete("RESULTS");
      streams.publish("orders.created.v1", "order-1", "{}");
      await()
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(bridge.metrics())
                      .containsPattern("bridge_alarms_total\\{code=\"OUTPUT_NOT_STORED\""));

      assertThat(streams.isSettled("ORDERS", "payment")).isFalse();
    }
  }

  private Path example(String name, Map<String, String> more) throws IOException {
    Map<String, String> values = new HashMap<>(more);
    values.put("NATS_SERVERS", nats.url());
    values.put("LAMBDA_ENDPOINT", lambda.url());
    values.put("HTTP_PORT", "0");
    return Example.in(folder, name, values);
  }
}
