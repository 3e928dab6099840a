package dev.triggerbridge.functions.payment.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The payments table. Every write is conditional: a row is created once, and changed only from the
 * snapshot that the change was made from. Blocks; thread-safe; throws the SDK's exceptions.
 */
public final class PaymentStore {
  private static final Expression ABSENT =
      Expression.builder()
          .expression("attribute_not_exists(#pk)")
          .expressionNames(Map.of("#pk", PaymentSchema.KEY))
          .build();

  private final DynamoDbTable<Payment> table;

  /** A store over a table of that name. */
  public PaymentStore(DynamoDbEnhancedClient client, String tableName) {
    this.table = client.table(tableName, PaymentSchema.SCHEMA);
  }

  /** The payment as it is now, or null. */
  public @Nullable Payment find(String orderId) {
    return table.getItem(
        request ->
            request
                .key(Key.builder().partitionValue(PaymentSchema.key(orderId)).build())
                .consistentRead(true));
  }

  /**
   * Writes a row that must not exist.
   *
   * @return false if it does
   */
  public boolean create(Payment payment) {
    try {
      table.putItem(request -> request.item(payment).conditionExpression(ABSENT));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /**
   * Writes a change made from a snapshot.
   *
   * @return what is in the row now, or null if somebody changed it since the snapshot
   */
  public @Nullable Payment replace(Payment snapshot, PaymentBuilder changed) {
    Payment next = changed.fence(snapshot.fence() + 1).build();
    Expression unchanged =
        Expression.builder()
            .expression("#fence = :fence")
            .expressionNames(Map.of("#fence", PaymentSchema.FENCE))
            .expressionValues(
                Map.of(":fence", AttributeValue.fromN(Long.toString(snapshot.fence()))))
            .build();
    try {
      table.updateItem(request -> request.item(next).conditionExpression(unchanged));
      return next;
    } catch (ConditionalCheckFailedException e) {
      return null;
    }
  }
}
