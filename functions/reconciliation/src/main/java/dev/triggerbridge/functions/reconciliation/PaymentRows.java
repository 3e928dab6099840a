package dev.triggerbridge.functions.reconciliation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** The payment function's table, read only. */
final class PaymentRows {
  private static final String PREFIX = "order#";

  private final DynamoDbClient client;
  private final String table;

  PaymentRows(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Every row; blocks for a request per megabyte. */
  List<PaymentRow> all() {
    List<PaymentRow> rows = new ArrayList<>();
    client
        .scanPaginator(ScanRequest.builder().tableName(table).consistentRead(true).build())
        .items()
        .forEach(
            item -> {
              if (text(item, "pk").startsWith(PREFIX)) {
                rows.add(row(item));
              }
            });
    return rows;
  }

  /** The row as it is now, or null. */
  @Nullable PaymentRow find(String orderId) {
    Map<String, AttributeValue> item =
        client
            .getItem(
                get ->
                    get.tableName(table)
                        .key(Map.of("pk", AttributeValue.fromS(PREFIX + orderId)))
                        .consistentRead(true))
            .item();
    return item.isEmpty() ? null : row(item);
  }

  private static PaymentRow row(Map<String, AttributeValue> item) {
    return new PaymentRow(
        text(item, "pk").substring(PREFIX.length()),
        text(item, "status"),
        number(item, "amountMinor"),
        text(item, "currency"),
        optional(item, "gatewayChargeId"),
        optional(item, "detail"),
        number(item, "createdAt"),
        number(item, "updatedAt"));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    String value = optional(item, name);
    return value == null ? "" : value;
  }

  private static @Nullable String optional(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null || value.s().isEmpty() ? null : value.s();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
  }
}
