package dev.triggerbridge.bridge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.flow.FlowStatus;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CloudWatchLinesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private final Telemetry telemetry = new Telemetry();
  private final DispatchObserver observer =
      telemetry.observer("payment", "ORDERS", "pay", 10, List.of());
  private final List<String> lines = new ArrayList<>();
  private final CloudWatchLines cloudWatch =
      telemetry.cloudWatch("TriggerBridge", Clock.fixed(NOW, ZoneOffset.UTC), lines::add);

  @Test
  void line_of_a_mapping_has_the_names_of_aws_and_what_happened_since_the_line_before() {
    telemetry.show(() -> List.of(new Telemetry.Standing("ORDERS", "pay", status(7, 3))));
    for (int i = 0; i < 10; i++) {
      observer.received(delivery());
    }
    observer.filtered(delivery());
    observer.invoked(9, Duration.ofMillis(5), "answered");
    observer.failed(2);
    observer.acked(delivery(), Duration.ofMillis(1));
    observer.deadLettered(delivery(), 5, "CODE", "message");

    cloudWatch.write();
    cloudWatch.write();

    JsonObject first = parse(lines.get(0));
    assertThat(first.get("Mapping").getAsString()).isEqualTo("payment");
    assertThat(number(first, "PolledEventCount")).isEqualTo(10);
    assertThat(number(first, "FilteredOutEventCount")).isEqualTo(1);
    assertThat(number(first, "InvokedEventCount")).isEqualTo(9);
    assertThat(number(first, "FailedInvokeEventCount")).isEqualTo(2);
    assertThat(number(first, "DroppedEventCount")).isZero();
    assertThat(number(first, "OnFailureDestinationDeliveredEventCount")).isEqualTo(1);
    assertThat(number(first, "DeletedEventCount")).isEqualTo(1);
    assertThat(number(first, "PendingMessages")).isEqualTo(7);
    assertThat(number(first, "AckPendingMessages")).isEqualTo(3);
    JsonObject second = parse(lines.get(1));
    assertThat(number(second, "PolledEventCount")).isZero();
    assertThat(number(second, "PendingMessages")).isEqualTo(7);
  }

  @Test
  void line_is_what_the_embedded_metric_format_asks_for() {
    telemetry.show(() -> List.of(new Telemetry.Standing("ORDERS", "pay", status(0, 0))));
    telemetry.showBacklogs(
        () ->
            new Backlogs(
                Map.of("payment", 12.5),
                Map.of("ORDERS", new Backlogs.Stream(3, 50, 200)),
                OptionalDouble.empty()));

    cloudWatch.write();

    JsonObject line = parse(lines.getFirst());
    JsonObject aws = line.getAsJsonObject("_aws");
    assertThat(aws.get("Timestamp").getAsLong()).isEqualTo(NOW.toEpochMilli());
    JsonObject directive = aws.getAsJsonArray("CloudWatchMetrics").get(0).getAsJsonObject();
    assertThat(directive.get("Namespace").getAsString()).isEqualTo("TriggerBridge");
    assertThat(directive.get("Dimensions")).hasToString("[[\"Mapping\"],[]]");
    List<String> named = new ArrayList<>();
    for (JsonElement metric : directive.getAsJsonArray("Metrics")) {
      String name = metric.getAsJsonObject().get("Name").getAsString();
      named.add(name);
      assertThat(line.get(name).isJsonPrimitive()).as(name).isTrue();
    }
    assertThat(named)
        .hasSizeLessThanOrEqualTo(100)
        .containsExactlyElementsOf(
            CloudWatchLines.definitions().stream().map(CloudWatchMetric::name).toList());
    assertThat(number(line, "OldestUnprocessedAge")).isEqualTo(12.5);
    assertThat(number(line, "StreamFull")).isEqualTo(25);
  }

  @Test
  void level_that_is_not_known_is_left_out() {
    telemetry.show(() -> List.of(new Telemetry.Standing("ORDERS", "pay", status(-1, -1))));

    cloudWatch.write();

    assertThat(parse(lines.getFirst()).keySet())
        .contains("MappingReady", "PolledEventCount")
        .doesNotContain("PendingMessages", "AckPendingMessages", "OldestUnprocessedAge");
  }

  @Test
  void mapping_that_has_ended_is_told_of_once_more_and_then_no_longer() {
    observer.received(delivery());

    cloudWatch.write();
    cloudWatch.write();

    assertThat(lines).hasSize(1);
    assertThat(number(parse(lines.getFirst()), "PolledEventCount")).isEqualTo(1);
    assertThat(parse(lines.getFirst()).keySet()).doesNotContain("MappingReady");
  }

  private static double number(JsonObject line, String name) {
    return line.get(name).getAsDouble();
  }

  private static JsonObject parse(String line) {
    assertThat(line).doesNotContain("\n");
    return JsonParser.parseString(line).getAsJsonObject();
  }

  private static RunnerStatus status(long pending, long ackPending) {
    FlowStatus flow = new FlowStatus(3, 1, CircuitBreaker.State.CLOSED);
    return new RunnerStatus("payment", true, "", pending, ackPending, 0, NOW, flow);
  }

  private static Delivery delivery() {
    return new Delivery(
        "ORDERS",
        "epoch-1",
        1,
        "orders.created.v1",
        new Headers(Map.of()),
        new byte[0],
        NOW,
        1,
        0,
        new AckToken() {});
  }
}
