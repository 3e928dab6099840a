package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.local.system.read.GatewayReader;
import dev.triggerbridge.local.system.read.TableReader;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.stack.LocalStack;
import dev.triggerbridge.local.system.stack.StackSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A producer in another language, with JSON and no headers, is served like our own. */
class ForeignProducerIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();
  private static final String ORDER =
      """
      {"message_id":"m-1","order_id":"foreign-1","customer_id":"c-1","total_amount":12.34,"created_at":1763884800000}""";

  @TempDir private Path folder;

  @Test
  void json_order_without_headers_is_charged_and_confirmed() throws Exception {
    StackSettings settings =
        new StackSettings(
            HOME,
            folder.resolve("nats"),
            folder.resolve("dynamodb"),
            folder.resolve("s3"),
            folder.resolve("gateway"),
            folder.resolve("logs"),
            folder.resolve("crashes"),
            Map.of(),
            List.of());
    try (LocalStack stack = LocalStack.start(settings, System.out::println);
        DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      publish(stack.addresses().nats(), ORDER);

      TableReader tables = new TableReader(dynamoDb);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> tables.orders(stack.table("order")), rows -> rows.contains(confirmed()));
      assertThat(new GatewayReader(stack.addresses().gateway()).ledger())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.CHARGE);
                assertThat(entry.orderId()).isEqualTo("foreign-1");
                assertThat(entry.amountMinor()).isEqualTo(1_234);
                assertThat(entry.currency()).isEqualTo("EUR");
              });
    }
  }

  private static OrderRow confirmed() {
    return new OrderRow("foreign-1", "CONFIRMED", null);
  }

  private static void publish(URI nats, String json) throws Exception {
    Path script = Path.of(ForeignProducerIT.class.getResource("/producer.sh").toURI());
    Process producer =
        new ProcessBuilder("bash", script.toString(), Integer.toString(nats.getPort()), json)
            .inheritIO()
            .start();
    assertThat(producer.waitFor()).isZero();
  }
}
