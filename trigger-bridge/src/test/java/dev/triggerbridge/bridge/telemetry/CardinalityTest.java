package dev.triggerbridge.bridge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.Invocation;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That messages and answers, whatever is in them, make no further series. */
class CardinalityTest {
  private static final List<String> OUTPUTS = List.of("payments.completed.v1");

  private final Telemetry telemetry = new Telemetry();
  private final DispatchObserver observer =
      telemetry.observer("payment", "ORDERS", "pay", 10, OUTPUTS);
  private final Random random = new Random(11);

  @Test
  void number_of_series_does_not_depend_on_what_messages_and_answers_say() throws IOException {
    happen("1");
    long after = series();

    for (int i = 0; i < 500; i++) {
      happen(Long.toString(random.nextLong(), 36));
    }

    assertThat(after).isGreaterThan(50);
    assertThat(series()).isEqualTo(after);
  }

  @Test
  void event_outside_the_configured_subjects_is_counted_as_other() throws IOException {
    observer.published(event("payments.completed.v1"), delivery("a"));
    observer.published(event("somewhere.else"), delivery("a"));

    assertThat(page())
        .contains(
            "nats_messages_published_total{mapping=\"payment\",subject=\"payments.completed.v1\"}"
                + " 1.0")
        .contains("nats_messages_published_total{mapping=\"payment\",subject=\"other\"} 1.0");
  }

  @Test
  void page_is_protobuf_with_native_histograms_for_who_asks_for_it() throws IOException {
    String accept =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
    observer.invoked(1, Duration.ofMillis(3), "answered");
    ByteArrayOutputStream page = new ByteArrayOutputStream();

    telemetry.page().write(accept, page);

    assertThat(telemetry.page().contentType(accept)).startsWith("application/vnd.google.protobuf");
    assertThat(page.size()).isPositive();
    assertThat(telemetry.page().contentType("text/plain")).startsWith("text/plain");
  }

  private void happen(String any) {
    Delivery delivery = delivery(any);
    observer.received(delivery);
    observer.filtered(delivery);
    observer.formatMismatch(delivery);
    observer.invoked(
        random.nextInt(1, 10_000), Duration.ofMillis(random.nextInt(60_000)), "answered");
    observer.failed(1);
    observer.functionError(Invocation.Kind.EXCEPTION, any, 1);
    observer.wrongAnswer("NOT_JSON", any, 1);
    observer.published(event("any." + any), delivery);
    observer.publishFailed(event("any." + any), delivery, any);
    observer.acked(delivery, Duration.ofMillis(random.nextInt(60_000)));
    observer.settleFailed(delivery, any);
    observer.retried(delivery, 1, Duration.ofSeconds(1), any);
    observer.retried(delivery, 1, Duration.ofSeconds(1), "FUNCTION_" + any);
    observer.retried(delivery, 1, Duration.ofSeconds(1), "WRONG_ANSWER_" + any);
    observer.held(1, "throttled", any);
    observer.deadLettered(delivery, 5, any, any);
    observer.alarm("NO_PROGRESS", any);
  }

  private static OutputEvent event(String subject) {
    return new OutputEvent("id", subject, "text/plain", null, Headers.NONE, new byte[0]);
  }

  private static Delivery delivery(String any) {
    return new Delivery(
        "ORDERS",
        "epoch-1",
        9812,
        "orders." + any,
        new Headers(Map.of("Nats-Msg-Id", List.of(any))),
        any.getBytes(StandardCharsets.UTF_8),
        Instant.now(),
        1,
        0,
        new AckToken() {});
  }

  private long series() throws IOException {
    return page().lines().filter(line -> !line.startsWith("#")).count();
  }

  private String page() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    telemetry.page().write("", page);
    return page.toString(StandardCharsets.UTF_8);
  }
}
