package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.local.system.stack.DynamoDb;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The system deployed through the AWS APIs of one endpoint, which here is made of our own parts.
 */
class OwnEndpointIT {
  private static final int ORDERS = 60;

  @TempDir private Path folder;

  @Test
  void functions_tables_and_bucket_are_deployed_over_the_api_used_and_removed_again()
      throws Exception {
    try (OneEndpoint endpoint = new OneEndpoint(folder);
        DynamoDbClient dynamoDb = new DynamoDb(endpoint.url()).client()) {
      var unused = AwsEndpointRun.placeOrders(folder, endpoint.url(), "127.0.0.1", ORDERS);

      assertThat(endpoint.functions()).isEmpty();
      assertThat(dynamoDb.listTables().tableNames()).isEmpty();
      Map<String, Double> units = endpoint.units();
      System.out.println("capacity units of " + ORDERS + " orders: " + units);
      assertThat(units).as("functions have written through the endpoint").hasSizeGreaterThan(3);

      dynamoDb.createTable(
          table ->
              table
                  .tableName("orders")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder().attributeName("pk").attributeType("S").build())
                  .keySchema(
                      KeySchemaElement.builder().attributeName("pk").keyType("HASH").build()));
      assertThatThrownBy(() -> AwsEndpointRun.placeOrders(folder, endpoint.url(), "127.0.0.1", 1))
          .hasMessageContaining("table orders exists")
          .hasMessageContaining("--clean");
      assertThat(dynamoDb.listTables().tableNames()).containsExactly("orders");
    }
  }
}
