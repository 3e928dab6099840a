package dev.triggerbridge.functions.order;

import dev.triggerbridge.functions.support.CrashPoints;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.GetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The orders table. Thread-safe; every call blocks on DynamoDB. */
final class OrderTable {
  private static final Expression ABSENT =
      Expression.builder().expression("attribute_not_exists(pk)").build();

  private final DynamoDbTable<OrderItem> table;

  OrderTable(DynamoDbEnhancedClient client, String tableName) {
    this.table = client.table(tableName, OrderSchema.SCHEMA);
  }

  /** The row as of now, or null. */
  @Nullable OrderItem read(String orderId) {
    CrashPoints.reached(Steps.BEFORE_READ);
    OrderItem item =
        table.getItem(
            GetItemEnhancedRequest.builder()
                .key(Key.builder().partitionValue(OrderItem.key(orderId)).build())
                .consistentRead(true)
                .build());
    CrashPoints.reached(Steps.AFTER_READ);
    return item;
  }

  /** Writes a new row, or returns the one that is there. */
  Optional<OrderItem> create(OrderItem item) {
    item.version = 1;
    before(item, Steps.BEFORE_CREATE);
    try {
      table.putItem(
          PutItemEnhancedRequest.builder(OrderItem.class)
              .item(item)
              .conditionExpression(ABSENT)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
              .build());
      after(item, Steps.AFTER_CREATE);
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(table.tableSchema().mapToItem(e.item()));
    }
  }

  /** Writes a changed row unless another writer was faster; then false. */
  boolean replace(OrderItem item) {
    long read = item.version;
    item.version = read + 1;
    before(item, Steps.BEFORE_REPLACE);
    try {
      table.putItem(
          PutItemEnhancedRequest.builder(OrderItem.class)
              .item(item)
              .conditionExpression(
                  Expression.builder()
                      .expression("version = :read")
                      .putExpressionValue(":read", AttributeValue.fromN(Long.toString(read)))
                      .build())
              .build());
      after(item, Steps.AFTER_REPLACE);
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static void before(OrderItem item, String write) {
    CrashPoints.reached(write);
    if (item.isFinal()) {
      CrashPoints.reached(Steps.BEFORE_END);
    }
  }

  private static void after(OrderItem item, String write) {
    CrashPoints.reached(write);
    if (item.isFinal()) {
      CrashPoints.reached(Steps.AFTER_END);
    }
    CrashPoints.reached(Steps.AFTER_WRITE);
  }
}
