package dev.triggerbridge.functions.support.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves a function before it answers, at a receiver over HTTP. */
class OtelTracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            requests.add(
                exchange.getRequestHeaders().getFirst("Authorization")
                    + new String(
                        exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(status.get(), -1);
          }
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void sampled_record_is_exported_before_the_invocation_is_closed_with_the_call_below_it() {
    Tracing tracing = tracing(0);
    Map<String, List<String>> sent;
    try (InvocationSpans invocation = tracing.invocation(invoked())) {
      try (RecordSpan record = invocation.record(received("01"), true)) {
        sent = record.headers();
        try (ClientSpan call =
            tracing.client("DynamoDb.PutItem", Map.of("rpc.system", "aws-api"))) {
          call.set("http.response.status_code", 200);
        }
        record.outcome("ok", null, false, "order-17");
      }
      assertThat(requests).isEmpty();
    }

    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("Bearer token")
        .contains("process orders.placed.v1", "DynamoDb.PutItem", "order-17", "faas.coldstart");
    assertThat(sent.get("traceparent"))
        .singleElement()
        .asString()
        .startsWith("00-" + TRACE + "-")
        .endsWith("-01")
        .isNotEqualTo(traceparent("01"));
    assertThat(sent).containsKey("Other");
  }

  @Test
  void trace_that_is_not_sampled_leaves_only_what_failed() {
    Tracing tracing = tracing(1);
    try (InvocationSpans invocation = tracing.invocation(invoked());
        RecordSpan record = invocation.record(received("00"), true)) {
      record.outcome("ok", null, false, null);
    }
    assertThat(requests).as("the invocation is not sampled by its caller").isEmpty();

    try (InvocationSpans invocation = tracing.invocation(invoked());
        RecordSpan record = invocation.record(received("00"), true)) {
      record.outcome("retry", "GATEWAY_DOWN", true, null);
    }
    assertThat(requests).singleElement().asString().contains("GATEWAY_DOWN");
  }

  @Test
  void receiver_that_refuses_is_left_alone_for_a_while() {
    status.set(400);
    Tracing tracing = tracing(1);
    for (int i = 0; i < 3; i++) {
      try (InvocationSpans invocation = tracing.invocation(invoked());
          RecordSpan record = invocation.record(received("01"), true)) {
        record.outcome("ok", null, false, null);
      }
    }
    assertThat(requests).hasSize(1);
  }

  private Tracing tracing(double ratio) {
    return OtelTracing.open(
        new TraceEnvironment(
            "http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/traces",
            Map.of("authorization", "Bearer token"),
            10_000,
            ratio,
            "order",
            Map.of()));
  }

  private static Tracing.Invoked invoked() {
    return new Tracing.Invoked(
        "order",
        "r-1",
        "arn:aws:lambda:eu-central-1:0:function:order",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0",
        "order",
        "b-1",
        1);
  }

  private static InvocationSpans.Received received(String flags) {
    return new InvocationSpans.Received(
        "ORDERS/1",
        "m-1",
        "orders.placed.v1",
        1,
        10,
        Map.of("Traceparent", List.of(traceparent(flags)), "Other", List.of("x")));
  }

  private static String traceparent(String flags) {
    return "00-" + TRACE + "-b7ad6b7169203331-" + flags;
  }
}
