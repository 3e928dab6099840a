package dev.triggerbridge.functions.audittool;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.functions.order.OrderFold;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Orders that lived in every way there is are the same when rebuilt from the audit alone. */
class ReplayTest {
  private static final String BUCKET = "audit-replay";
  private static final int EACH = 5;
  private static final List<AuditedStream> STREAMS = new ArrayList<>();
  private static final DynamoDbClient DYNAMO_DB = Servers.DYNAMO_DB.client();

  @BeforeAll
  static void orders_live() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Servers.DYNAMO_DB.createTable("orders", "pk", null, null);
    AuditedStream orders = stream("ORDERS", "orders.>");
    Map<String, AuditedStream> byFamily =
        Map.of(
            "orders", orders,
            "payments", stream("PAYMENTS", "payments.>"),
            "inventory", stream("INVENTORY", "inventory.>"));
    OrderFold live = new OrderFold(DYNAMO_DB, "orders", "EUR");
    Random random = new Random(seed);
    int number = 0;
    for (List<String> kind : kinds()) {
      for (int i = 0; i < EACH; i++) {
        String orderId = "o-" + number++;
        List<String> lived = new ArrayList<>(kind);
        // The order in which the function got them is none of the streams' orders.
        Collections.shuffle(lived, random);
        for (String subject : lived) {
          Message message = message(subject, orderId);
          Objects.requireNonNull(byFamily.get(subject.substring(0, subject.indexOf('.'))))
              .publish(subject, message.toByteArray());
          Outcome outcome = live.apply(subject, "application/x-protobuf", message.toByteArray());
          for (OutputEvent event : ((Outcome.Ok) outcome).events()) {
            orders.publish(event.subject(), event.data().toByteArray());
          }
        }
      }
    }
    orders.publish("orders.placed.v1", new byte[] {-1, -1, -1});
    for (AuditedStream stream : byFamily.values()) {
      stream.settle();
      stream.auditAll();
    }
  }

  @AfterAll
  static void servers_forget() throws Exception {
    for (AuditedStream stream : STREAMS) {
      stream.close();
    }
    DYNAMO_DB.close();
  }

  @Test
  void rebuilt_orders_equal_the_live_ones() {
    Command result =
        Command.json(
            "replay",
            "--bucket",
            BUCKET,
            "--table",
            "again",
            "--create-table",
            "--compare",
            "orders");

    assertThat(result.out()).contains("\"differences\":[]");
    assertThat(result.status()).isZero();
    assertThat(result.document().getAsJsonObject().get("compared").getAsInt())
        .isEqualTo(kinds().size() * EACH);
  }

  @Test
  void live_order_that_was_changed_by_hand_is_found() {
    Map<String, AttributeValue> row = new LinkedHashMap<>(row("o-1"));
    row.put("totalMinorUnits", AttributeValue.fromN("1"));
    Servers.DYNAMO_DB.createTable("orders-changed", "pk", null, null);
    DYNAMO_DB.scan(scan -> scan.tableName("orders")).items().stream()
        .map(item -> item.equals(row("o-1")) ? row : item)
        .forEach(item -> DYNAMO_DB.putItem(put -> put.tableName("orders-changed").item(item)));

    Command result =
        Command.run(
            "replay",
            "--bucket",
            BUCKET,
            "--table",
            "again-2",
            "--create-table",
            "--compare",
            "orders-changed");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .contains("order o-1: rebuilt and live differ in totalMinorUnits")
        .contains("1 orders differ.");
  }

  @Test
  void table_that_is_not_empty_or_live_is_refused() {
    Command live =
        Command.run("replay", "--bucket", BUCKET, "--table", "orders", "--compare", "orders");
    Command full = Command.run("replay", "--bucket", BUCKET, "--table", "orders");

    assertThat(live.status()).isEqualTo(2);
    assertThat(live.err()).contains("--table orders: is the live table");
    assertThat(full.status()).isEqualTo(2);
    assertThat(full.err()).contains("--table orders: is not empty");
  }

  @Test
  void range_without_messages_rebuilds_nothing() {
    Command result =
        Command.json(
            "replay",
            "--bucket",
            BUCKET,
            "--table",
            "again-3",
            "--create-table",
            "--compare",
            "orders",
            "--to",
            "2020-01-01T00:00:00Z");

    assertThat(result.status()).isZero();
    assertThat(result.document().getAsJsonObject().get("orders").getAsInt()).isZero();
  }

  private static List<List<String>> kinds() {
    return List.of(
        List.of("orders.placed.v1", "payments.completed.v1", "inventory.reserved.v1"),
        List.of("orders.placed.v1", "payments.failed.v1", "inventory.reserved.v1"),
        List.of("orders.placed.v1", "payments.failed.v1", "inventory.rejected.v1"),
        List.of("orders.placed.v1", "payments.completed.v1", "inventory.rejected.v1"),
        List.of(
            "orders.placed.v1",
            "payments.completed.v1",
            "inventory.reserved.v1",
            "orders.deadline.v1"),
        List.of("orders.placed.v1", "inventory.rejected.v1", "orders.deadline.v1"),
        List.of("orders.placed.v1", "orders.placed.v1", "payments.completed.v1"));
  }

  private static AuditedStream stream(String name, String subjects) throws Exception {
    AuditedStream stream = new AuditedStream(name, subjects, BUCKET);
    STREAMS.add(stream);
    return stream;
  }

  private static Map<String, AttributeValue> row(String orderId) {
    return DYNAMO_DB
        .getItem(
            get ->
                get.tableName("orders").key(Map.of("pk", AttributeValue.fromS("order#" + orderId))))
        .item();
  }

  private static Message message(String subject, String orderId) {
    return switch (subject) {
      case "orders.placed.v1" ->
          OrderPlaced.newBuilder()
              .setMessageId("place-" + orderId)
              .setOrderId(orderId)
              .setCustomerId("customer-1")
              .setTotal(Money.newBuilder().setMinorUnits(1998).setCurrency("EUR"))
              .build();
      case "orders.deadline.v1" ->
          OrderDeadline.newBuilder()
              .setMessageId("order:" + orderId + ":deadline")
              .setOrderId(orderId)
              .setDeadlineAt(1)
              .build();
      case "payments.completed.v1" ->
          PaymentCompleted.newBuilder()
              .setMessageId("p")
              .setOrderId(orderId)
              .setPaymentId("payment-" + orderId)
              .build();
      case "payments.failed.v1" ->
          PaymentFailed.newBuilder()
              .setMessageId("p")
              .setOrderId(orderId)
              .setPaymentId("payment-" + orderId)
              .setReason("CARD_DECLINED")
              .build();
      case "inventory.reserved.v1" ->
          InventoryReserved.newBuilder().setMessageId("i").setOrderId(orderId).build();
      default ->
          InventoryRejected.newBuilder()
              .setMessageId("i")
              .setOrderId(orderId)
              .setReason("OUT_OF_STOCK")
              .build();
    };
  }
}
