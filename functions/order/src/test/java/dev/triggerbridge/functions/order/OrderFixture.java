package dev.triggerbridge.functions.order;

import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.Invocations;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The deployed handler on a real table. One per process. */
final class OrderFixture {
  private static final DynamoDbLocal DYNAMO_DB = start();
  private static final DynamoDbClient CLIENT = DYNAMO_DB.client();
  static final OrderHandler HANDLER = new OrderHandler();

  private OrderFixture() {}

  private static DynamoDbLocal start() {
    DynamoDbLocal local = DynamoDbLocal.start(null);
    local.createTable("orders", "pk", null, null);
    AwsProperties.use(local.endpoint().toString());
    Runtime.getRuntime().addShutdownHook(new Thread(local::close));
    return local;
  }

  static String endpoint() {
    return DYNAMO_DB.endpoint().toString();
  }

  static BatchResponse invoke(BatchRequest request) {
    return Invocations.invoke(HANDLER, request);
  }

  static Map<String, AttributeValue> row(String orderId) {
    return CLIENT
        .getItem(
            get ->
                get.tableName("orders")
                    .key(Map.of("pk", AttributeValue.fromS("order#" + orderId)))
                    .consistentRead(true))
        .item();
  }

  static String text(String orderId, String attribute) {
    return Objects.requireNonNull(
            row(orderId).get(attribute), () -> "row of " + orderId + " has no " + attribute)
        .s();
  }

  static long number(String orderId, String attribute) {
    return Long.parseLong(
        Objects.requireNonNull(
                row(orderId).get(attribute), () -> "row of " + orderId + " has no " + attribute)
            .n());
  }
}
