package dev.triggerbridge.local.system.read;

import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.StatusRow;
import dev.triggerbridge.local.system.snapshot.StockRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Reads the functions' tables, consistently. Blocks. */
public final class TableReader {
  private static final String ORDER_KEY = "order#";
  private static final Set<String> FINAL = Set.of("CONFIRMED", "CANCELLED");
  private static final String SKU_KEY = "sku#";

  private final DynamoDbClient dynamoDb;

  /**
   * A reader.
   *
   * @param dynamoDb client, kept by the caller
   */
  public TableReader(DynamoDbClient dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  /** Rows of the order function's table. */
  public List<OrderRow> orders(String table) {
    return rows(table, ORDER_KEY)
        .map(row -> new OrderRow(id(row), text(row, "status"), optional(row, "cancelReason")))
        .toList();
  }

  /** The final status of one order, empty while it is open or unknown. */
  public Optional<String> finalStatus(String table, String orderId) {
    Map<String, AttributeValue> row =
        dynamoDb
            .getItem(
                get ->
                    get.tableName(table)
                        .key(Map.of("pk", AttributeValue.fromS(ORDER_KEY + orderId)))
                        .consistentRead(true))
            .item();
    return Optional.of(text(row, "status")).filter(FINAL::contains);
  }

  /** Order rows with their status, of the payment or the inventory function's table. */
  public List<StatusRow> statuses(String table) {
    return rows(table, ORDER_KEY).map(row -> new StatusRow(id(row), text(row, "status"))).toList();
  }

  /** SKU rows of the inventory function's table. */
  public List<StockRow> stock(String table) {
    return rows(table, SKU_KEY)
        .map(
            row ->
                new StockRow(
                    text(row, "sku"),
                    number(row, "shard"),
                    number(row, "available"),
                    number(row, "reserved")))
        .toList();
  }

  private Stream<Map<String, AttributeValue>> rows(String table, String keyPrefix) {
    ScanRequest everything = ScanRequest.builder().tableName(table).consistentRead(true).build();
    return dynamoDb.scanPaginator(everything).items().stream()
        .filter(row -> text(row, "pk").startsWith(keyPrefix));
  }

  private static String id(Map<String, AttributeValue> row) {
    return text(row, "pk").substring(ORDER_KEY.length());
  }

  private static String text(Map<String, AttributeValue> row, String name) {
    String value = optional(row, name);
    return value == null ? "" : value;
  }

  private static @Nullable String optional(Map<String, AttributeValue> row, String name) {
    AttributeValue value = row.get(name);
    return value == null ? null : value.s();
  }

  private static long number(Map<String, AttributeValue> row, String name) {
    AttributeValue value = row.get(name);
    return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
  }
}
