package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.functions.inventory.Reservation.Status;
import dev.triggerbridge.functions.support.StoredEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A reservation as a row. */
final class ReservationRow {
  static final String STATUS = "status";
  private static final String ORDER_ID = "orderId";
  private static final String HASH = "hash";
  private static final String ITEMS = "items";
  private static final String ALLOCATIONS = "allocations";
  private static final String EVENTS = "events";
  private static final String RELEASE_EVENTS = "releaseEvents";
  private static final String SKU = "sku";
  private static final String SHARD = "shard";
  private static final String QUANTITY = "quantity";

  private ReservationRow() {}

  static String key(String orderId) {
    return "order#" + orderId;
  }

  static EnhancedDocument document(Reservation reservation) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(InventoryTable.KEY, text(key(reservation.orderId())));
    row.put(ORDER_ID, text(reservation.orderId()));
    row.put(STATUS, text(reservation.status().name()));
    row.put(HASH, text(reservation.hash()));
    row.put(
        ITEMS,
        AttributeValue.fromL(
            reservation.items().entrySet().stream()
                .map(item -> Map.of(SKU, text(item.getKey()), QUANTITY, number(item.getValue())))
                .map(AttributeValue::fromM)
                .toList()));
    row.put(
        ALLOCATIONS,
        AttributeValue.fromL(
            reservation.allocations().stream()
                .map(
                    taken ->
                        Map.of(
                            SKU, text(taken.sku()),
                            SHARD, number(taken.shard()),
                            QUANTITY, number(taken.quantity())))
                .map(AttributeValue::fromM)
                .toList()));
    row.put(EVENTS, StoredEvents.toAttribute(reservation.events()));
    row.put(RELEASE_EVENTS, StoredEvents.toAttribute(reservation.releaseEvents()));
    return EnhancedDocument.fromAttributeValueMap(row);
  }

  static Reservation read(Map<String, AttributeValue> row) {
    SortedMap<String, Long> items = new TreeMap<>();
    for (AttributeValue item : attribute(row, ITEMS).l()) {
      items.put(attribute(item.m(), SKU).s(), longOf(item.m(), QUANTITY));
    }
    List<Allocation> allocations =
        attribute(row, ALLOCATIONS).l().stream()
            .map(AttributeValue::m)
            .map(
                taken ->
                    new Allocation(
                        attribute(taken, SKU).s(),
                        Math.toIntExact(longOf(taken, SHARD)),
                        longOf(taken, QUANTITY)))
            .toList();
    return new Reservation(
        attribute(row, ORDER_ID).s(),
        Status.valueOf(attribute(row, STATUS).s()),
        attribute(row, HASH).s(),
        items,
        allocations,
        StoredEvents.fromAttribute(row.get(EVENTS)),
        StoredEvents.fromAttribute(row.get(RELEASE_EVENTS)));
  }

  private static AttributeValue attribute(Map<String, AttributeValue> row, String name) {
    AttributeValue value = row.get(name);
    if (value == null) {
      throw new IllegalStateException("a reservation has no " + name + ": the row was altered");
    }
    return value;
  }

  private static long longOf(Map<String, AttributeValue> row, String name) {
    return Long.parseLong(attribute(row, name).n());
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
