package dev.triggerbridge.functions.support;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Markers for functions whose whole effect is the events they return: one conditional write stores
 * marker, hash and events. Markers expire, so a record older than the horizon is rejected and never
 * executed: its marker may be gone. An expired marker counts as absent in the condition, because
 * DynamoDB deletes late. Thread-safe; calls block on DynamoDB.
 *
 * <p>The table has the string key {@code pk} and the TTL attribute {@code expiresAt}.
 */
public final class ExpiringMarkers {
  private final DynamoDbTable<Marker> table;
  private final Duration horizon;
  private final InstantSource clock;

  /**
   * @param horizon how long after its origin a record may be executed; markers live as long
   */
  public ExpiringMarkers(
      DynamoDbEnhancedClient client, String tableName, Duration horizon, InstantSource clock) {
    this.table = client.table(tableName, SCHEMA);
    this.horizon = horizon;
    this.clock = clock;
  }

  /**
   * Stores the events under the id, or returns what was stored first.
   *
   * @param id of the business fact and the operation, never of the delivery
   * @param hash of the canonical business fields, see {@link CanonicalHash}
   * @param origin when the stream stored the record, see {@link RecordHeaders#timestamp}
   * @param events to return; their size is checked before the write
   */
  public Outcome once(String id, String hash, Instant origin, List<OutputEvent> events) {
    Instant now = clock.instant();
    if (origin.plus(horizon).isBefore(now)) {
      return Outcome.reject(
          "PAST_HORIZON",
          "record of %s is older than the %s for which duplicates are known: send it again under a new id"
              .formatted(origin, horizon));
    }
    Marker marker = new Marker();
    marker.pk = id;
    marker.hash = hash;
    marker.events = EventSizes.check(events);
    // Counted from now, not from the origin, and rounded up: never shorter than the horizon.
    marker.expiresAt = now.plus(horizon).getEpochSecond() + 1;
    try {
      table.putItem(
          PutItemEnhancedRequest.builder(Marker.class)
              .item(marker)
              .conditionExpression(absentOrExpired(now))
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
              .build());
      return Outcome.ok(events);
    } catch (ConditionalCheckFailedException e) {
      Marker first = SCHEMA.mapToItem(e.item());
      return hash.equals(first.hash)
          ? Outcome.markerHit(first.events)
          : Outcome.reject(
              "CONFLICTING_DUPLICATE",
              "id '%s' was used with other content: give every fact its own id".formatted(id));
    }
  }

  private static Expression absentOrExpired(Instant now) {
    return Expression.builder()
        .expression("attribute_not_exists(pk) OR expiresAt < :now")
        .putExpressionValue(":now", AttributeValue.fromN(Long.toString(now.getEpochSecond())))
        .build();
  }

  private static final TableSchema<Marker> SCHEMA =
      StaticTableSchema.builder(Marker.class)
          .newItemSupplier(Marker::new)
          .addAttribute(
              String.class,
              a ->
                  a.name("pk")
                      .getter(marker -> marker.pk)
                      .setter((marker, value) -> marker.pk = value)
                      .tags(primaryPartitionKey()))
          .addAttribute(
              String.class,
              a ->
                  a.name("hash")
                      .getter(marker -> marker.hash)
                      .setter((marker, value) -> marker.hash = value))
          .addAttribute(
              Long.class,
              a ->
                  a.name("expiresAt")
                      .getter(marker -> marker.expiresAt)
                      .setter((marker, value) -> marker.expiresAt = value))
          .addAttribute(
              StoredEvents.TYPE,
              a ->
                  a.name("events")
                      .getter(marker -> marker.events)
                      .setter((marker, value) -> marker.events = value)
                      .attributeConverter(new StoredEvents()))
          .build();

  private static final class Marker {
    String pk = "";
    String hash = "";
    long expiresAt;
    List<OutputEvent> events = List.of();
  }
}
