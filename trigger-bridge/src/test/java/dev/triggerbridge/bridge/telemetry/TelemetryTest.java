package dev.triggerbridge.bridge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.Invocation;
import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.flow.FlowStatus;
import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TelemetryTest {
  private static final String PLANTED = "s3cr3t-Payload";

  private final Telemetry telemetry = new Telemetry();
  private final DispatchObserver observer = telemetry.observer("payment", "ORDERS", "pay");
  private final Logger records = (Logger) LoggerFactory.getLogger("records");
  private final Level levelBefore = records.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    records.addAppender(lines);
    records.setLevel(Level.TRACE);
    records.setAdditive(false);
  }

  @AfterEach
  void leave() {
    records.detachAppender(lines);
    records.setLevel(levelBefore);
    records.setAdditive(true);
  }

  @Test
  void record_acked_at_its_second_delivery_is_counted_and_logged_with_everything_to_find_it()
      throws IOException {
    observer.received(delivery(2));
    observer.acked(delivery(2), Duration.ofMillis(3));

    assertThat(metrics())
        .contains("nats_messages_consumed_total{mapping=\"payment\",stream=\"ORDERS\"} 1.0")
        .contains("bridge_redeliveries_total{mapping=\"payment\"} 1.0")
        .contains("bridge_records_settled_total{fate=\"acked\",mapping=\"payment\"} 1.0")
        .contains("bridge_ack_seconds_count{mapping=\"payment\"} 1")
        .contains("bridge_record_age_seconds_count{mapping=\"payment\"} 1");
    assertThat(log())
        .contains("\"mapping\":\"payment\"")
        .contains("\"function\":\"pay\"")
        .contains("\"outcome\":\"acked\"")
        .contains("\"messageId\":\"ord-17\"")
        .contains("\"subject\":\"orders.created.v1\"")
        .contains("\"streamSequence\":9812")
        .contains("\"attempt\":2")
        .contains("\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"");
  }

  @Test
  void nothing_that_may_quote_a_payload_reaches_log_or_metrics() throws IOException {
    Delivery delivery = delivery(1);
    OutputEvent event = event();
    observer.received(delivery);
    observer.invoked(1, Duration.ofMillis(5), "function_error");
    observer.functionError(Invocation.Kind.EXCEPTION, "threw " + PLANTED, 1);
    observer.retried(delivery, 1, Duration.ofSeconds(1), "no code but " + PLANTED);
    observer.held(1, "throttled", PLANTED);
    observer.deadLettered(delivery, 5, "INVALID " + PLANTED, "said " + PLANTED);
    observer.published(event, delivery);
    observer.acked(delivery, Duration.ofMillis(3));

    assertThat(log()).contains("dead_lettered").doesNotContain(PLANTED);
    assertThat(metrics()).contains("bridge_dead_letters_total").doesNotContain(PLANTED);
  }

  @Test
  void code_of_a_function_that_looks_like_one_is_logged() {
    observer.retried(delivery(1), 1, Duration.ofSeconds(1), "GATEWAY_THROTTLED");

    assertThat(log()).contains("\"code\":\"GATEWAY_THROTTLED\"");
  }

  @Test
  void alarm_that_repeats_is_counted_each_time_and_logged_once() throws IOException {
    for (int i = 0; i < 50; i++) {
      observer.alarm("DEAD_LETTER_NOT_STORED", "no stream");
    }

    assertThat(lines.list).hasSize(1);
    assertThat(metrics())
        .contains("bridge_alarms_total{code=\"DEAD_LETTER_NOT_STORED\",mapping=\"payment\"} 50.0");
  }

  @Test
  void counters_that_alerts_watch_are_there_before_anything_has_happened() throws IOException {
    assertThat(metrics())
        .contains("bridge_dead_letters_total{mapping=\"payment\"} 0.0")
        .contains("bridge_alarms_total{code=\"KEY_HALTED\",mapping=\"payment\"} 0.0")
        .contains("bridge_configuration_reloads_total{result=\"refused\"} 0.0");

    telemetry.reloaded(false);

    assertThat(metrics()).contains("bridge_configuration_reloads_total{result=\"refused\"} 1.0");
  }

  @Test
  void figures_of_the_consumer_are_shown_and_unknown_ones_left_out() throws IOException {
    telemetry.show(
        () ->
            List.of(
                new Telemetry.Standing("ORDERS", "c1", status("known", 7)),
                new Telemetry.Standing("ORDERS", "c2", status("unknown", -1))));

    assertThat(metrics())
        .contains(
            "nats_consumer_pending_messages{consumer=\"c1\",mapping=\"known\",stream=\"ORDERS\"} 7.0")
        .doesNotContain("nats_consumer_pending_messages{consumer=\"c2\"")
        .contains("bridge_mapping_ready{mapping=\"unknown\",stream=\"ORDERS\"} 1.0");
  }

  @Test
  void invocation_under_way_is_counted_and_let_go_even_if_it_throws() throws IOException {
    var failing =
        telemetry.counted(
            "payment",
            payload -> {
              throw new IllegalStateException("bug");
            });
    try {
      failing.invoke(new byte[0]);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("bug");
    }

    assertThat(metrics()).contains("bridge_invocations_in_flight{mapping=\"payment\"} 0.0");
  }

  private static OutputEvent event() {
    return new OutputEvent(
        "pay:ord-17:0",
        "payments.completed.v1",
        "application/json",
        null,
        Headers.NONE,
        PLANTED.getBytes(StandardCharsets.UTF_8));
  }

  private static final FlowStatus FLOW = new FlowStatus(3, 1, CircuitBreaker.State.OPEN);

  private static RunnerStatus status(String name, long pending) {
    return new RunnerStatus(name, true, "", pending, pending, 0, Instant.EPOCH, FLOW);
  }

  private static Delivery delivery(long count) {
    return new Delivery(
        "ORDERS",
        "epoch-1",
        9812,
        "orders.created.v1",
        new Headers(
            Map.of(
                "Nats-Msg-Id",
                List.of("ord-17"),
                "Authorization",
                List.of(PLANTED),
                "traceparent",
                List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))),
        PLANTED.getBytes(StandardCharsets.UTF_8),
        Instant.now(),
        count,
        0,
        new AckToken() {});
  }

  private String log() {
    return lines.list.stream()
        .map(line -> new String(new JsonLogEncoder().encode(line), StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private String metrics() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    telemetry.page().write("", page);
    return page.toString(StandardCharsets.UTF_8);
  }
}
