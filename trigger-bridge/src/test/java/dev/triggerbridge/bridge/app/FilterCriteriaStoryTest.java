package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.app.LambdaStandIn.Script;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with filter criteria, between a real nats-server and Lambda's API. */
class FilterCriteriaStoryTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void only_what_the_criteria_ask_for_is_invoked_and_the_rest_is_acked_and_counted_once()
      throws Exception {
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Streams streams = new Streams(nats.url());
        LambdaStandIn lambda = new LambdaStandIn(Script.okWithoutEvents())) {
      Path config =
          Example.in(
              folder,
              "filter-criteria.yaml",
              Map.of(
                  "NATS_SERVERS", nats.url(),
                  "LAMBDA_ENDPOINT", lambda.url(),
                  "HTTP_PORT", "0",
                  "DESCRIPTOR_SET", Example.descriptorSet(folder).toString()));
      try (BridgeInProcess bridge = BridgeInProcess.start(config)) {
        streams.publish("orders.created.v2", "large", order("EUR", 100_000), Map.of());
        streams.publish("orders.created.v2", "small", order("EUR", 99_999), Map.of());
        streams.publish("orders.created.v2", "dollars", order("USD", 500_000), Map.of());
        streams.publish(
            "orders.created.v2",
            "garbage",
            new byte[] {(byte) 0xFF},
            Map.of("Content-Type", "application/x-protobuf"));
        streams.publish("orders.created.v1", "plain", utf8("{}"), Map.of());
        streams.publish("orders.created.v1", "urgent", utf8("{}"), Map.of("Priority", "urgent"));
        streams.publish("orders.cancelled.v1", "cancelled", utf8("{}"), Map.of());
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> {
                  assertThat(streams.isSettled("ORDERS", "large-orders")).isTrue();
                  assertThat(bridge.metrics())
                      .contains(settled("acked", 2), settled("filtered", 4))
                      .contains(
                          "bridge_filter_format_mismatches_total{mapping=\"large-orders\"} 1.0");
                });

        assertThat(lambda.timesInvoked("large")).isEqualTo(1);
        assertThat(lambda.timesInvoked("urgent")).isEqualTo(1);
        assertThat(lambda.invocations().stream().mapToInt(one -> one.records().size()).sum())
            .isEqualTo(2);
        assertThat(
                streams
                    .consumer("ORDERS", "large-orders")
                    .getConsumerConfiguration()
                    .getFilterSubjects())
            .as("the server keeps what no pattern can match")
            .containsExactly("orders.created.>");
      }
    }
  }

  private static String settled(String fate, int records) {
    return "bridge_records_settled_total{fate=\"%s\",mapping=\"large-orders\"} %d.0"
        .formatted(fate, records);
  }

  private static byte[] order(String currency, long minorUnits) {
    return OrderCreated.newBuilder()
        .setOrderId("o")
        .setTotal(Money.newBuilder().setCurrency(currency).setMinorUnits(minorUnits))
        .build()
        .toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
