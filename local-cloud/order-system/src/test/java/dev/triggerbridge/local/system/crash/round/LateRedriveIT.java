package dev.triggerbridge.local.system.crash.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.local.process.ChildProcess;
import dev.triggerbridge.local.system.crash.stack.Artifacts;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StatusRow;
import dev.triggerbridge.local.system.snapshot.StockRow;
import dev.triggerbridge.local.system.stack.StockSeeder;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Somebody on call mends the cause of a dead letter when its order has ended long ago. */
class LateRedriveIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();
  private static final String ORDER = "late-1";
  private static final String SKU = "item-late";

  /** Long enough for the attempts before the dead letter, also on a busy machine. */
  private static final Duration UNTIL_DEADLINE = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder = Path.of("");

  @Test
  void dead_letter_redriven_after_the_deadline_meets_the_tombstone_and_moves_nothing()
      throws Exception {
    try (CrashStack stack = CrashStack.start(HOME, folder, Artifacts.packaged(HOME));
        DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      giveUpAfterOneRetry(stack);
      StockSeeder.seed(dynamoDb, stack.table("inventory"), SKU, 5);
      setAvailable(stack, dynamoDb, AttributeValue.fromS("five"));
      place(stack);
      await().atMost(PATIENCE).until(() -> deadLetters(stack) == 1);
      setAvailable(stack, dynamoDb, AttributeValue.fromN("5"));
      SnapshotTaker snapshots = new SnapshotTaker(stack, dynamoDb);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThatOrderIsCancelled(snapshots.take(Journal.empty())));
      Snapshot before = snapshots.take(Journal.empty());

      assertThat(run(stack, "dlq", "redrive", "--all")).isZero();

      assertThat(deadLetters(stack)).isZero();
      Snapshot after = snapshots.take(Journal.empty());
      assertThatOrderIsCancelled(after);
      assertThat(after.ledger()).isEqualTo(before.ledger());
    }
  }

  private static void assertThatOrderIsCancelled(Snapshot snapshot) {
    assertThat(snapshot.orders())
        .containsExactly(new OrderRow(ORDER, "CANCELLED", "DEADLINE_EXCEEDED"));
    assertThat(snapshot.payments()).containsExactly(new StatusRow(ORDER, "REFUNDED"));
    assertThat(snapshot.reservations()).containsExactly(new StatusRow(ORDER, "CANCELLED"));
    assertThat(snapshot.stock()).containsExactly(new StockRow(SKU, 0, 5, 0));
  }

  private static long deadLetters(CrashStack stack) throws Exception {
    return stack.nats().jetStreamManagement().getStreamInfo("DLQ").getStreamState().getMsgCount();
  }

  private static void giveUpAfterOneRetry(CrashStack stack) throws Exception {
    Path configuration = stack.packagedBridge().configuration();
    String patient = Files.readString(configuration);
    String hasty = patient.replace("maximumRetryAttempts: 50", "maximumRetryAttempts: 1");
    assertThat(hasty).isNotEqualTo(patient);
    Files.writeString(configuration, hasty);
    stack.bridge().kill();
  }

  private static void setAvailable(
      CrashStack stack, DynamoDbClient dynamoDb, AttributeValue available) {
    dynamoDb.updateItem(
        update ->
            update
                .tableName(stack.table("inventory"))
                .key(Map.of("pk", AttributeValue.fromS("sku#" + SKU + "#0")))
                .updateExpression("SET available = :available")
                .expressionAttributeValues(Map.of(":available", available)));
  }

  private static void place(CrashStack stack) throws Exception {
    long now = System.currentTimeMillis();
    Money price =
        Money.newBuilder().setMinorUnits(1_250).setCurrency(PlannedOrder.CURRENCY).build();
    OrderPlaced order =
        OrderPlaced.newBuilder()
            .setMessageId("placed:" + ORDER)
            .setOrderId(ORDER)
            .setCustomerId("customer-1")
            .setPaymentMethod("pm_card_visa")
            .setPlacedAt(now)
            .setDeadlineAt(now + UNTIL_DEADLINE.toMillis())
            .addItems(LineItem.newBuilder().setSku(SKU).setQuantity(1).setUnitPrice(price))
            .setTotal(price)
            .build();
    Headers headers = new Headers();
    headers.put("Content-Type", "application/x-protobuf");
    var unused =
        stack
            .nats()
            .jetStream()
            .publish(
                NatsMessage.builder()
                    .subject("orders.placed.v1")
                    .headers(headers)
                    .data(order.toByteArray())
                    .build());
  }

  private int run(CrashStack stack, String... command) throws Exception {
    Path output = folder.resolve("command.log");
    ProcessBuilder builder =
        new ProcessBuilder(stack.packagedBridge().command(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(stack.packagedBridge().environment());
    Process process = ChildProcess.start(builder);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    System.out.println(Files.readString(output));
    return process.exitValue();
  }
}
