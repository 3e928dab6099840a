package dev.triggerbridge.functions.inventory;

import static java.util.Objects.requireNonNull;

import dev.triggerbridge.functions.inventory.Reservation.Status;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.CrashPoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.Document;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactGetItemsEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactUpdateItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The inventory table: rows {@code sku#SKU#SHARD} with {@code available} and {@code reserved}, and
 * a row {@code order#ORDER} for each order. Thread-safe; blocks. A write that loses to a concurrent
 * transaction is repeated, and then throws {@link ConditionalWrites.ContentionException}.
 */
final class InventoryTable {
  static final String KEY = "pk";

  /** What one DynamoDB transaction takes. */
  static final int MOST_ITEMS = 100;

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final Expression ABSENT =
      Expression.builder().expression("attribute_not_exists(" + KEY + ")").build();

  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<EnhancedDocument> table;
  private final ConditionalWrites writes;

  InventoryTable(DynamoDbClient client, String tableName, ConditionalWrites writes) {
    this.client =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .extensions(new StockArithmetic())
            .build();
    this.table =
        this.client.table(
            tableName,
            TableSchema.documentSchemaBuilder()
                .addIndexPartitionKey(TableMetadata.primaryIndexName(), KEY, AttributeValueType.S)
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build());
    this.writes = writes;
  }

  /** What became of a write. */
  sealed interface Written {
    /** It is in the table. */
    record Done() implements Written {}

    /** Nothing was written: the order has this row already. */
    record Existing(Reservation reservation) implements Written {}

    /** Nothing was written: a row of stock had too little. */
    record Short() implements Written {}
  }

  /** The order's row, consistently read. */
  Optional<Reservation> find(String orderId) {
    CrashPoints.reached(Steps.BEFORE_READ);
    EnhancedDocument row =
        table.getItem(get -> get.key(key(ReservationRow.key(orderId))).consistentRead(true));
    CrashPoints.reached(Steps.AFTER_READ);
    return Optional.ofNullable(row).map(EnhancedDocument::toMap).map(ReservationRow::read);
  }

  /** Writes the reservation and takes its allocations from the stock, all or nothing. */
  Written reserve(Reservation reservation) {
    TransactWriteItemsEnhancedRequest.Builder transaction =
        TransactWriteItemsEnhancedRequest.builder().addPutItem(table, put(reservation, ABSENT));
    for (Allocation taken : reservation.allocations()) {
      move(transaction, taken, StockArithmetic.AVAILABLE, taken.quantity());
    }
    CrashPoints.reached(Steps.BEFORE_RESERVE);
    Written written = write(transaction.build());
    CrashPoints.reached(Steps.AFTER_RESERVE);
    return written;
  }

  /**
   * Replaces a reserved order's row by the released one and returns its allocations to the stock,
   * all or nothing.
   *
   * @return {@link Written.Short} if the stock has less reserved than the row says
   */
  Written release(Reservation released) {
    Expression stillReserved =
        Expression.builder()
            .expression("#status = :reserved")
            .putExpressionName("#status", ReservationRow.STATUS)
            .putExpressionValue(":reserved", AttributeValue.fromS(Status.RESERVED.name()))
            .build();
    TransactWriteItemsEnhancedRequest.Builder transaction =
        TransactWriteItemsEnhancedRequest.builder().addPutItem(table, put(released, stillReserved));
    for (Allocation taken : released.allocations()) {
      move(transaction, taken, StockArithmetic.RESERVED, -taken.quantity());
    }
    CrashPoints.reached(Steps.BEFORE_RELEASE);
    Written written = write(transaction.build());
    CrashPoints.reached(Steps.AFTER_RELEASE);
    return written;
  }

  /** Writes a row that moves no stock, if the order has none. */
  Written insert(Reservation reservation) {
    PutItemEnhancedRequest<EnhancedDocument> request =
        PutItemEnhancedRequest.builder(EnhancedDocument.class)
            .item(ReservationRow.document(reservation))
            .conditionExpression(ABSENT)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    CrashPoints.reached(Steps.BEFORE_INSERT);
    try {
      writes.run(() -> table.putItemWithResponse(request));
      CrashPoints.reached(Steps.AFTER_INSERT);
      return new Written.Done();
    } catch (ConditionalCheckFailedException e) {
      return new Written.Existing(ReservationRow.read(e.item()));
    }
  }

  /**
   * What is available of a SKU, by shard, as it was at one moment: read one by one, a unit that
   * moves between two reads could be missed and an order turned away for nothing.
   */
  Map<Integer, Long> available(String sku, int shards) {
    TransactGetItemsEnhancedRequest.Builder request = TransactGetItemsEnhancedRequest.builder();
    for (int shard = 0; shard < shards; shard++) {
      request.addGetItem(table, key(stockKey(sku, shard)));
    }
    CrashPoints.reached(Steps.BEFORE_AVAILABLE);
    List<Document> rows = writes.run(() -> client.transactGetItems(request.build()));
    CrashPoints.reached(Steps.AFTER_AVAILABLE);
    Map<Integer, Long> available = new HashMap<>();
    for (int shard = 0; shard < shards; shard++) {
      EnhancedDocument row = rows.get(shard).getItem(table);
      if (row != null && row.isPresent(StockArithmetic.AVAILABLE)) {
        available.put(shard, requireNonNull(row.getNumber(StockArithmetic.AVAILABLE)).longValue());
      }
    }
    return available;
  }

  static String stockKey(String sku, int shard) {
    return "sku#" + sku + "#" + shard;
  }

  private Written write(TransactWriteItemsEnhancedRequest transaction) {
    try {
      writes.run(() -> client.transactWriteItemsWithResponse(transaction));
      return new Written.Done();
    } catch (TransactionCanceledException e) {
      // The order's row comes first: a duplicate after sell-out fails both conditions, and it is
      // no shortage.
      List<CancellationReason> reasons = e.cancellationReasons();
      if (failed(reasons.isEmpty() ? null : reasons.getFirst())) {
        return new Written.Existing(ReservationRow.read(reasons.getFirst().item()));
      }
      if (reasons.stream().anyMatch(InventoryTable::failed)) {
        return new Written.Short();
      }
      throw e;
    }
  }

  private static boolean failed(@Nullable CancellationReason reason) {
    return reason != null && CONDITION_FAILED.equals(reason.code());
  }

  private static TransactPutItemEnhancedRequest<EnhancedDocument> put(
      Reservation reservation, Expression condition) {
    return TransactPutItemEnhancedRequest.builder(EnhancedDocument.class)
        .item(ReservationRow.document(reservation))
        .conditionExpression(condition)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private void move(
      TransactWriteItemsEnhancedRequest.Builder transaction,
      Allocation taken,
      String from,
      long quantity) {
    transaction.addUpdateItem(
        table,
        TransactUpdateItemEnhancedRequest.builder(EnhancedDocument.class)
            .item(StockArithmetic.move(stockKey(taken.sku(), taken.shard()), quantity))
            .conditionExpression(StockArithmetic.atLeast(from, taken.quantity()))
            .build());
  }

  private static Key key(String partition) {
    return Key.builder().partitionValue(partition).build();
  }
}
