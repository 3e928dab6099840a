package dev.triggerbridge.functions.audittool.replay;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** A table of orders, looked at from outside. Calls block. */
final class OrdersTable {
  /**
   * What an order is to the business. Not the times of its writes, nor the events stored with it,
   * nor which of two copies of it came first.
   */
  static final Set<String> BUSINESS_FIELDS =
      Set.of(
          "orderId",
          "status",
          "sharedHash",
          "customerId",
          "totalMinorUnits",
          "currency",
          "paymentGood",
          "paymentId",
          "paymentDetail",
          "inventoryGood",
          "inventoryDetail",
          "cancelReason",
          "decidedBy");

  private static final String KEY = "pk";

  private final DynamoDbClient dynamoDb;
  private final String name;

  OrdersTable(DynamoDbClient dynamoDb, String name) {
    this.dynamoDb = dynamoDb;
    this.name = name;
  }

  /** Creates it, on demand, unless it exists; returns when it can be used. */
  void create() {
    try {
      dynamoDb.createTable(
          create ->
              create
                  .tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName(KEY)
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder().attributeName(KEY).keyType(KeyType.HASH).build()));
    } catch (ResourceInUseException exists) {
      // Whether it is empty is asked next.
    }
    dynamoDb.waiter().waitUntilTableExists(describe -> describe.tableName(name)).matched();
  }

  boolean isEmpty() {
    return dynamoDb
        .scan(scan -> scan.tableName(name).limit(1).consistentRead(true))
        .items()
        .isEmpty();
  }

  /** The business fields of every order, by order id. */
  Map<String, Map<String, AttributeValue>> businessFields() {
    Map<String, Map<String, AttributeValue>> orders = new TreeMap<>();
    ScanRequest everything = ScanRequest.builder().tableName(name).consistentRead(true).build();
    for (Map<String, AttributeValue> row : dynamoDb.scanPaginator(everything).items()) {
      Map<String, AttributeValue> fields = new TreeMap<>(row);
      fields.keySet().retainAll(BUSINESS_FIELDS);
      AttributeValue orderId = fields.get("orderId");
      if (orderId != null) {
        orders.put(orderId.s(), fields);
      }
    }
    return orders;
  }
}
