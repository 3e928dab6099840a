package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.support.CanonicalHash;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an order wants from the stock.
 *
 * @param orderId of the order
 * @param hash of the business fields that all versions of the event share
 * @param quantities by SKU, equal SKUs merged; empty if the order has no items
 * @param items the order's lines as they came
 */
record Demand(
    String orderId, String hash, SortedMap<String, Long> quantities, List<LineItem> items) {

  /**
   * Reads an order.
   *
   * @throws ArithmeticException if the quantities of one SKU add up to more than a long holds
   */
  static Demand of(OrderCreated order) {
    SortedMap<String, Long> quantities = new TreeMap<>();
    for (LineItem item : order.getItemsList()) {
      quantities.merge(item.getSku(), item.getQuantity(), Math::addExact);
    }
    String hash =
        CanonicalHash.of("order")
            .add("order_id", order.getOrderId())
            .add("customer_id", order.getCustomerId())
            .add("total", order.getTotal().getMinorUnits())
            .add("currency", order.getTotal().getCurrency())
            .addUnordered(
                "items",
                quantities.entrySet().stream()
                    .map(line -> line.getValue() + " " + line.getKey())
                    .toList())
            .hex();
    return new Demand(
        order.getOrderId(),
        hash,
        Collections.unmodifiableSortedMap(quantities),
        order.getItemsList());
  }
}
