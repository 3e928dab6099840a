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
 */
record NewOrder(
    Origin origin,
    String messageId,
    String orderId,
    String customerId,
    Money total,
    List<LineItem> items,
    String paymentMethod) {

  /** Where an order comes from. */
  enum Origin {
    /** A command to us: we announce the order. */
    PLACED,
    /** Announced by another producer, so that payment and inventory know it already. */
    ADOPTED
  }

  static NewOrder placed(OrderPlaced event) {
    return new NewOrder(
        Origin.PLACED,
        event.getMessageId(),
        event.getOrderId(),
        event.getCustomerId(),
        event.getTotal(),
        event.getItemsList(),
        event.getPaymentMethod());
  }

  static NewOrder adopted(OrderCreated event) {
    return new NewOrder(
        Origin.ADOPTED,
        event.getMessageId(),
        event.getOrderId(),
        event.getCustomerId(),
        event.getTotal(),
        event.getItemsList(),
        event.getPaymentMethod());
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
