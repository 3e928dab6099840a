package dev.triggerbridge.local.system.stack;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Puts initial stock into the inventory function's table, as goods received would. */
public final class StockSeeder {
  private StockSeeder() {}

  /**
   * Writes one SKU in a single shard; the SKU must be new.
   *
   * @param table the inventory function's table
   */
  public static void seed(DynamoDbClient dynamoDb, String table, String sku, long pieces) {
    dynamoDb.putItem(
        put ->
            put.tableName(table)
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS("sku#" + sku + "#0"),
                        "sku", AttributeValue.fromS(sku),
                        "shard", AttributeValue.fromN("0"),
                        "available", AttributeValue.fromN(Long.toString(pieces)),
                        "reserved", AttributeValue.fromN("0")))
                .conditionExpression("attribute_not_exists(pk)"));
  }
}
