package dev.triggerbridge.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

class DynamoDbLocalTest {
  private static final Map<String, AttributeValue> ITEM =
      Map.of("pk", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1"));

  @TempDir Path directory;

  @Test
  void conditional_put_of_an_existing_key_is_refused() {
    try (DynamoDbLocal server = DynamoDbLocal.start(null);
        DynamoDbClient client = server.client()) {
      server.createTable("things", "pk", null, "expiresAt");
      assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
      putOnce(client);
      assertThatThrownBy(() -> putOnce(client)).isInstanceOf(ConditionalCheckFailedException.class);
    }
  }

  @Test
  void tables_in_a_directory_survive_a_restart() {
    try (DynamoDbLocal server = DynamoDbLocal.start(directory);
        DynamoDbClient client = server.client()) {
      server.createTable("things", "pk", null, null);
      putOnce(client);
    }
    try (DynamoDbLocal server = DynamoDbLocal.start(directory);
        DynamoDbClient client = server.client()) {
      server.createTable("things", "pk", null, null);
      assertThat(client.scan(scan -> scan.tableName("things")).items()).hasSize(1);
    }
  }

  @Test
  void item_past_its_ttl_is_deleted_by_the_clock_of_the_machine() {
    try (DynamoDbLocal server = DynamoDbLocal.start(null);
        DynamoDbClient client = server.client()) {
      server.createTable("things", "pk", null, "expiresAt");
      String past = Long.toString(Instant.now().minusSeconds(60).getEpochSecond());
      client.putItem(
          put ->
              put.tableName("things")
                  .item(
                      Map.of(
                          "pk", AttributeValue.fromS("a"),
                          "expiresAt", AttributeValue.fromN(past))));

      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> client.scan(scan -> scan.tableName("things")).items().isEmpty());
    }
  }

  private static void putOnce(DynamoDbClient client) {
    client.putItem(
        put -> put.tableName("things").item(ITEM).conditionExpression("attribute_not_exists(pk)"));
  }
}
