package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.local.system.check.Checker;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.read.Quiescence;
import dev.triggerbridge.local.system.read.SnapshotReader;
import dev.triggerbridge.local.system.read.TableReader;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.stack.LocalStack;
import dev.triggerbridge.local.system.stack.StackSettings;
import dev.triggerbridge.local.system.stack.StockSeeder;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The recipe of docs/schema-migration.md: consumers read both versions, then a producer goes from
 * v1 over both to v2 while orders flow. Nothing is lost and nothing happens twice.
 */
class SchemaMigrationIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();
  private static final int EACH = 8;
  private static final String SKU = "kettle";
  private static final long STOCK = 1_000;

  private final Map<Position, String> placed = new LinkedHashMap<>();

  @TempDir private Path folder;

  @Test
  void producer_that_switches_from_v1_to_v2_in_mid_run_loses_and_doubles_nothing()
      throws Exception {
    StackSettings settings =
        new StackSettings(
            HOME,
            folder.resolve("nats"),
            null,
            folder.resolve("s3"),
            null,
            folder.resolve("logs"),
            folder.resolve("crashes"),
            Map.of(),
            List.of());
    try (LocalStack stack = LocalStack.start(settings, System.out::println);
        DynamoDbClient dynamoDb = stack.dynamoDb().client();
        Connection nats = Nats.connect(stack.addresses().nats().toString())) {
      StockSeeder.seed(dynamoDb, stack.table("inventory"), SKU, STOCK);
      JetStream producer = nats.jetStream();
      TableReader tables = new TableReader(dynamoDb);

      for (int i = 0; i < EACH; i++) {
        publishV1(producer, order("old-" + i));
      }
      // The switch happens while the first orders are under way.
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> !tables.orders(stack.table("order")).isEmpty());
      for (int i = 0; i < EACH; i++) {
        publishV1(producer, order("both-" + i));
        publishV2(producer, order("both-" + i));
      }
      for (int i = 0; i < EACH; i++) {
        publishV2(producer, order("new-" + i));
      }

      Quiescence work = new Quiescence(nats, List.of("ORDERS", "PAYMENTS", "INVENTORY", "DLQ"));
      assertThat(Drain.await(work, () -> true, Duration.ofSeconds(120))).isTrue();
      Snapshot snapshot =
          new SnapshotReader(stack, nats).read(new Journal(placed, List.of(), Map.of(SKU, STOCK)));
      assertThat(snapshot.orders())
          .hasSize(3 * EACH)
          .extracting(OrderRow::status)
          .containsOnly("CONFIRMED");
      assertThat(snapshot.ledger())
          .hasSize(3 * EACH)
          .extracting(LedgerEntry::orderId)
          .doesNotHaveDuplicates();
      assertThat(Checker.check(Evidence.of(snapshot))).filteredOn(v -> !v.holds()).isEmpty();

      AuditProgram audit =
          new AuditProgram(HOME, stack.bucket("audit"), stack.addresses().environment());
      assertThat(audit.run("seal").status()).isZero();
      assertThat(audit.run("verify").status()).isZero();
      AuditProgram.Answer replay =
          audit.run(
              "replay", "--table", "again", "--create-table", "--compare", stack.table("order"));
      assertThat(replay.status()).as(replay.text()).isZero();
      assertThat(replay.json().getAsJsonObject().get("compared").getAsInt()).isEqualTo(3 * EACH);
    }
  }

  private void publishV1(JetStream producer, OrderCreated order) throws Exception {
    var v1 =
        OrderUpcaster.toV1(order.toBuilder().setMessageId("shop-v1:" + order.getOrderId()).build())
            .orElseThrow();
    publish(producer, "orders.created.v1", v1.getMessageId(), v1.toByteArray(), order);
  }

  private void publishV2(JetStream producer, OrderCreated order) throws Exception {
    publish(producer, "orders.created.v2", order.getMessageId(), order.toByteArray(), order);
  }

  private void publish(
      JetStream producer, String subject, String messageId, byte[] data, OrderCreated order)
      throws Exception {
    Headers headers = new Headers();
    headers.put("Content-Type", "application/x-protobuf");
    headers.put("Nats-Msg-Id", messageId);
    PublishAck ack = producer.publish(subject, headers, data);
    placed.put(new Position(ack.getStream(), ack.getSeqno()), order.getOrderId());
  }

  private static OrderCreated order(String orderId) {
    Money price = Money.newBuilder().setMinorUnits(2_495).setCurrency("EUR").build();
    return OrderCreated.newBuilder()
        .setMessageId("shop:" + orderId)
        .setOrderId(orderId)
        .setCustomerId("customer-1")
        .setTotal(Money.newBuilder().setMinorUnits(4_990).setCurrency("EUR"))
        .addItems(LineItem.newBuilder().setSku(SKU).setQuantity(2).setUnitPrice(price))
        .setPaymentMethod("pm_card_visa")
        .setCreatedAt(1_764_000_000_000L)
        .build();
  }
}
