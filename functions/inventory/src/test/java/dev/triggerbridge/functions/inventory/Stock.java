package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of its own in DynamoDB Local, seeded and read past the code under test. */
final class Stock {
  static final Instant NOW = Instant.parse("2026-11-23T07:00:00Z");
  private static final AtomicInteger TABLES = new AtomicInteger();

  final String table;
  private final DynamoDbClient client;

  private Stock(String table, DynamoDbClient client) {
    this.table = table;
    this.client = client;
  }

  static Stock create(DynamoDbLocal dynamo, DynamoDbClient client) {
    return create(dynamo, client, "inventory-" + TABLES.incrementAndGet());
  }

  static Stock create(DynamoDbLocal dynamo, DynamoDbClient client, String table) {
    dynamo.createTable(table, "pk", null, null);
    return new Stock(table, client);
  }

  /** Stock of a SKU, a number for each shard. */
  Stock with(String sku, long... availableByShard) {
    for (int shard = 0; shard < availableByShard.length; shard++) {
      Map<String, AttributeValue> row =
          Map.of(
              "pk", AttributeValue.fromS("sku#" + sku + "#" + shard),
              "sku", AttributeValue.fromS(sku),
              "shard", AttributeValue.fromN("" + shard),
              "available", AttributeValue.fromN("" + availableByShard[shard]),
              "reserved", AttributeValue.fromN("0"));
      client.putItem(put -> put.tableName(table).item(row));
    }
    return this;
  }

  long available(String sku, int shard) {
    return number("sku#" + sku + "#" + shard, "available");
  }

  long reserved(String sku, int shard) {
    return number("sku#" + sku + "#" + shard, "reserved");
  }

  String status(String orderId) {
    AttributeValue status = row("order#" + orderId).get("status");
    return status == null ? "ABSENT" : status.s();
  }

  /** The code under test over this table. */
  Reservations reservations(int shards) {
    return reservations(client, shards);
  }

  Reservations reservations(DynamoDbClient through, int shards) {
    return new Reservations(
        new InventoryTable(through, table, new ConditionalWrites()),
        new ConditionalWrites(),
        Clock.fixed(NOW, ZoneOffset.UTC),
        shards);
  }

  private long number(String key, String attribute) {
    AttributeValue value = row(key).get(attribute);
    if (value == null) {
      throw new AssertionError("no " + attribute + " in " + key);
    }
    return Long.parseLong(value.n());
  }

  private Map<String, AttributeValue> row(String key) {
    return client
        .getItem(
            get ->
                get.tableName(table)
                    .key(Map.of("pk", AttributeValue.fromS(key)))
                    .consistentRead(true))
        .item();
  }
}
