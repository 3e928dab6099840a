package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.support.CanonicalHash;
import java.util.List;

/**
 * An order as its first message describes it.
 *
 * @param origin which kind of message that was
 * @param messageId its message_id, or empty
 * @param deadlineAt epoch milliseconds at which it is cancelled if still open; 0 for the function's
 *     own setting
 */
record NewOrder(
    Origin origin,
    String messageId,
    String orderId,
    String customerId,
    Money total,
    List<LineItem> items,
    String paymentMethod,
    long deadlineAt) {

  /** Where an order comes from. */
  enum Origin {
    /** A command to us: we announce the order. */
    PLACED,
    /** Announced by another producer in version 1: payment and inventory know it already. */
    ADOPTED,
    /** The same in version 2, which may carry more than its twin in version 1. */
    ADOPTED_V2
  }

  static NewOrder placed(OrderPlaced event) {
    return new NewOrder(
        Origin.PLACED,
        event.getMessageId(),
        event.getOrderId(),
        event.getCustomerId(),
        event.getTotal(),
        event.getItemsList(),
        event.getPaymentMethod(),
        event.getDeadlineAt());
  }

  /** From version 2, or from version 1 as the upcaster reads it. */
  static NewOrder adopted(Origin origin, OrderCreated event) {
    return new NewOrder(
        origin,
        event.getMessageId(),
        event.getOrderId(),
        event.getCustomerId(),
        event.getTotal(),
        event.getItemsList(),
        event.getPaymentMethod(),
        0);
  }

  /** Over the fields that every version of an order has. */
  String sharedHash() {
    return canonical().hex();
  }

  /** Over all fields; comparable between messages of one origin only. */
  String fullHash() {
    return canonical()
        .add("paymentMethod", paymentMethod)
        .addUnordered(
            "items",
            items.stream()
                .map(
                    item ->
                        CanonicalHash.of("item")
                            .add("sku", item.getSku())
                            .add("quantity", item.getQuantity())
                            .add("price", item.getUnitPrice().getMinorUnits())
                            .hex())
                .toList())
        .hex();
  }

  private CanonicalHash canonical() {
    return CanonicalHash.of("order")
        .add("orderId", orderId)
        .add("customerId", customerId)
        .add("total", total.getMinorUnits())
        .add("currency", total.getCurrency());
  }
}
