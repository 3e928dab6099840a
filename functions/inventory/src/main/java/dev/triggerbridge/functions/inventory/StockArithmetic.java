package dev.triggerbridge.functions.inventory;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClientExtension;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbExtensionContext;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.extensions.WriteModification;
import software.amazon.awssdk.enhanced.dynamodb.update.SetAction;
import software.amazon.awssdk.enhanced.dynamodb.update.UpdateExpression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Lets the enhanced client add and subtract: on its own it can only set what it has read, and then
 * every two orders for one SKU would have to repeat each other's work. A document with {@value
 * #CHANGE} becomes an update that moves that much from {@code available} to {@code reserved}.
 */
final class StockArithmetic implements DynamoDbEnhancedClientExtension {
  static final String AVAILABLE = "available";
  static final String RESERVED = "reserved";
  private static final String CHANGE = "change";

  /** A document that moves a quantity from available to reserved, or back if negative. */
  static EnhancedDocument move(String key, long quantity) {
    return EnhancedDocument.fromAttributeValueMap(
        Map.of(InventoryTable.KEY, AttributeValue.fromS(key), CHANGE, number(quantity)));
  }

  /** The condition that one of the two has at least this much; an absent row has nothing. */
  static Expression atLeast(String attribute, long quantity) {
    return Expression.builder()
        .expression("#least >= :least")
        .putExpressionName("#least", attribute)
        .putExpressionValue(":least", number(quantity))
        .build();
  }

  @Override
  public WriteModification beforeWrite(DynamoDbExtensionContext.BeforeWrite context) {
    AttributeValue change = context.items().get(CHANGE);
    if (change == null) {
      return WriteModification.builder().build();
    }
    Map<String, AttributeValue> keyOnly = new HashMap<>(context.items());
    keyOnly.remove(CHANGE);
    return WriteModification.builder()
        .transformedItem(keyOnly)
        .updateExpression(
            UpdateExpression.builder()
                .actions(set(AVAILABLE, "-", change), set(RESERVED, "+", change))
                .build())
        .build();
  }

  private static SetAction set(String attribute, String sign, AttributeValue change) {
    String name = "#" + attribute;
    String value = ":" + attribute;
    return SetAction.builder()
        .path(name)
        .value(name + " " + sign + " " + value)
        .putExpressionName(name, attribute)
        .putExpressionValue(value, change)
        .build();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
