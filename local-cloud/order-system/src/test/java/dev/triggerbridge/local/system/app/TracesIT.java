package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonParser;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.local.system.read.LogScan;
import dev.triggerbridge.local.system.read.TableReader;
import dev.triggerbridge.local.system.simulate.ProducerTraces;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.stack.LocalStack;
import dev.triggerbridge.local.system.stack.StackSettings;
import dev.triggerbridge.local.zipkin.LocalZipkin;
import dev.triggerbridge.local.zipkin.ZipkinJar;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The packaged system with traces on: a function dies after its write, the bridge between a dead
 * letter and its settlement, and a real Zipkin is asked what happened.
 */
class TracesIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();
  private static final Duration BOUND = Duration.ofSeconds(180);
  private static final String BRIDGE = "trigger-bridge";
  private static final String CUSTOMER = "customer-planted-8c1d";
  private static final String POISON = "poison-planted-77aa";

  @TempDir private Path folder;

  @Test
  void order_is_one_trace_through_a_retry_and_a_kill_and_no_log_shows_what_was_planted()
      throws Exception {
    jarOrAbort();
    Path logs = Files.createDirectories(folder.resolve("logs"));
    byte[] order = order("order-1").toByteArray();
    byte[] poison = POISON.getBytes(UTF_8);
    try (LocalZipkin zipkin = LocalZipkin.start(logs.resolve("zipkin.log"));
        LocalStack stack =
            LocalStack.start(settings(logs).withTraces(zipkin.otlp()), System.out::println);
        DynamoDbClient dynamoDb = stack.dynamoDb().client();
        Connection nats = Nats.connect(stack.addresses().nats().toString())) {
      Zipkin traces = new Zipkin(zipkin.await().url());
      ProducerTraces producer = ProducerTraces.to(zipkin.otlp());

      String placed = publish(nats, producer, "order-1", order);
      TableReader tables = new TableReader(dynamoDb);
      await()
          .atMost(BOUND)
          .until(
              () -> tables.orders(stack.table("order")),
              rows -> rows.contains(new OrderRow("order-1", "CONFIRMED", null)));
      producer.flush();
      await().atMost(BOUND).untilAsserted(() -> assertOrder(traces.trace(placed), placed));

      // The first payment took the spans of its calls with it; this one is not disturbed.
      String paid = publish(nats, producer, "order-3", order("order-3").toByteArray());
      producer.flush();
      await().atMost(BOUND).untilAsserted(() -> assertCharge(traces.trace(paid)));

      // Kills the bridge, and with it spans that were not exported yet.
      String dead = publish(nats, producer, "order-2", poison);
      producer.flush();
      await().atMost(BOUND).untilAsserted(() -> assertDeadLetter(traces.trace(dead)));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(traces.named("audit", "s3.putobject")).isNotEmpty());
      assertThat(stack.bridge().restarts()).as("killed after the dead letter").isEqualTo(1);
      assertLogs(new LogScan(logs), placed, order, poison);
    }
  }

  private static void assertOrder(List<ZipkinSpan> trace, String id) {
    assertThat(trace).allSatisfy(span -> assertThat(span.traceId()).isEqualTo(id));
    Set<String> ids = ZipkinSpan.ids(trace);
    assertThat(trace)
        .as("one root, and every other span below one that is there")
        .filteredOn(span -> span.parentId().isEmpty() || !ids.contains(span.parentId()))
        .extracting(ZipkinSpan::serviceAndName)
        .containsExactly("order-simulator publish orders.placed.v1");
    assertThat(trace)
        .extracting(ZipkinSpan::serviceAndName)
        .contains(
            BRIDGE + " receive orders.placed.v1",
            BRIDGE + " process orders.placed.v1",
            "order process orders.placed.v1",
            "order dynamodb.putitem",
            BRIDGE + " publish orders.created.v2",
            BRIDGE + " ack orders.placed.v1",
            "payment process orders.created.v2",
            "inventory process orders.created.v2",
            BRIDGE + " publish payments.completed.v1",
            "order process payments.completed.v1",
            "order process inventory.reserved.v1",
            BRIDGE + " publish orders.confirmed.v1",
            "audit process orders.confirmed.v1");
    assertThat(ZipkinSpan.parent(trace, "order", "process orders.placed.v1"))
        .isEqualTo(BRIDGE + " process orders.placed.v1");
    assertThat(ZipkinSpan.parent(trace, BRIDGE, "publish orders.created.v2"))
        .isEqualTo("order process orders.placed.v1");
    assertThat(payment(trace))
        .as("failed once, came back, was done")
        .extracting(
            span -> span.tag("triggerbridge.delivery_count"),
            span -> span.tag("triggerbridge.outcome"),
            span -> span.tag("error.type"))
        .containsExactlyInAnyOrder(
            // Killed from outside: as Lambda, the local service tells that as too little memory.
            org.assertj.core.groups.Tuple.tuple("1", "retried", "FUNCTION_OUT_OF_MEMORY"),
            org.assertj.core.groups.Tuple.tuple("2", "acked", ""));
    assertThat(trace)
        .filteredOn(span -> span.serviceAndName().equals("payment process orders.created.v2"))
        .extracting(span -> span.tag("triggerbridge.outcome"))
        .containsExactly("marker_hit");
    assertThat(trace)
        .filteredOn(span -> span.serviceAndName().equals("order process orders.placed.v1"))
        .first()
        .satisfies(
            span -> {
              assertThat(span.kind()).isEqualTo("CONSUMER");
              assertThat(span.tag("messaging.system")).isEqualTo("nats");
              assertThat(span.tag("messaging.destination.name")).isEqualTo("orders.placed.v1");
              assertThat(span.tag("cloud.provider")).isEqualTo("aws");
              assertThat(span.tag("faas.name")).isEqualTo("order");
              assertThat(span.tag("order.id")).isEqualTo("order-1");
            });
  }

  private static void assertCharge(List<ZipkinSpan> trace) {
    assertThat(trace)
        .extracting(ZipkinSpan::serviceAndName)
        .contains("payment post /v1/payment_intents", BRIDGE + " publish orders.confirmed.v1");
    assertThat(ZipkinSpan.parent(trace, "payment", "post /v1/payment_intents"))
        .isEqualTo("payment process orders.created.v2");
  }

  private static List<ZipkinSpan> payment(List<ZipkinSpan> trace) {
    return trace.stream()
        .filter(span -> span.serviceAndName().equals(BRIDGE + " receive orders.created.v2"))
        .filter(span -> span.tag("triggerbridge.mapping").equals("payment"))
        .toList();
  }

  /** The first delivery's spans died with the bridge; the second's say how it ended. */
  private static void assertDeadLetter(List<ZipkinSpan> trace) {
    assertThat(trace)
        .filteredOn(span -> span.serviceAndName().equals(BRIDGE + " receive orders.placed.v1"))
        .filteredOn(span -> span.tag("triggerbridge.mapping").equals("order"))
        .first()
        .satisfies(
            span -> {
              assertThat(span.kind()).isEqualTo("CONSUMER");
              assertThat(span.tag("triggerbridge.outcome")).isEqualTo("dead_lettered");
              assertThat(span.tag("triggerbridge.delivery_count")).isEqualTo("2");
              assertThat(span.tag("otel.status_code")).isEqualTo("ERROR");
            });
    assertThat(trace)
        .extracting(ZipkinSpan::serviceAndName)
        .contains(BRIDGE + " term orders.placed.v1", "order process orders.placed.v1");
  }

  private static void assertLogs(LogScan logs, String trace, byte[] order, byte[] poison)
      throws IOException {
    assertThat(
            logs.findings(
                Map.of(
                    "the token of the traces",
                    StackSettings.TRACE_TOKEN,
                    "an order's customer",
                    CUSTOMER,
                    "an order's payload",
                    Base64.getEncoder().encodeToString(order),
                    "a poison's payload",
                    POISON,
                    "a poison's payload in base64",
                    Base64.getEncoder().encodeToString(poison))))
        .isEmpty();
    assertThat(logs.linesOf("bridge.log"))
        .allSatisfy(line -> assertThat(JsonParser.parseString(line).isJsonObject()).isTrue())
        .anySatisfy(line -> assertThat(line).contains("\"outcome\":\"retried\"", trace));
    assertThat(logs.linesOf("functions/order"))
        .anySatisfy(line -> assertThat(line).contains("\"orderId\":\"order-1\"", trace));
  }

  private StackSettings settings(Path logs) {
    return new StackSettings(
        HOME,
        folder.resolve("nats"),
        null,
        folder.resolve("s3"),
        null,
        logs,
        folder.resolve("crashes"),
        // The row says that the charge was made.
        Map.of("payment", List.of("payment.after-write:1")),
        List.of("bridge.after-dead-letter:1"));
  }

  private static OrderPlaced order(String id) {
    return OrderPlaced.newBuilder()
        .setMessageId("placed:" + id)
        .setOrderId(id)
        .setCustomerId(CUSTOMER)
        .setTotal(Money.newBuilder().setMinorUnits(100).setCurrency("EUR"))
        .setPaymentMethod("pm_card_visa")
        .setPlacedAt(System.currentTimeMillis())
        .build();
  }

  private static String publish(
      Connection nats, ProducerTraces producer, String messageId, byte[] data) throws Exception {
    ProducerTraces.Begun span = producer.begin("orders.placed.v1", messageId);
    Headers headers =
        new Headers()
            .put("Nats-Msg-Id", messageId)
            .put("Content-Type", "application/x-protobuf")
            .put("Data-Schema", "orders.v1.OrderPlaced")
            .put("traceparent", span.traceparent());
    var unused = nats.jetStream().publish("orders.placed.v1", headers, data);
    producer.end(span);
    return span.traceId();
  }

  private static void jarOrAbort() throws InterruptedException {
    try {
      var unused = ZipkinJar.resolve();
    } catch (IOException e) {
      abort(String.valueOf(e.getMessage()));
    }
  }
}
