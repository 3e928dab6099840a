package dev.triggerbridge.local.system.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.StatusRow;
import dev.triggerbridge.local.system.snapshot.StockRow;
import dev.triggerbridge.local.system.stack.StockSeeder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TableReaderTest {
  @Test
  void rows_are_told_apart_by_their_key() {
    try (DynamoDbLocal server = DynamoDbLocal.start(null);
        DynamoDbClient client = server.client()) {
      server.createTable("table", "pk", null, null);
      StockSeeder.seed(client, "table", "apple", 7);
      put(client, Map.of("pk", "order#o-1", "status", "CANCELLED", "cancelReason", "BORED"));

      TableReader reader = new TableReader(client);

      assertThat(reader.stock("table")).containsExactly(new StockRow("apple", 0, 7, 0));
      assertThat(reader.orders("table")).containsExactly(new OrderRow("o-1", "CANCELLED", "BORED"));
      assertThat(reader.statuses("table")).containsExactly(new StatusRow("o-1", "CANCELLED"));
    }
  }

  private static void put(DynamoDbClient client, Map<String, String> row) {
    Map<String, AttributeValue> item = new java.util.HashMap<>();
    row.forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
    client.putItem(put -> put.tableName("table").item(item));
  }
}
