package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v2.OrderCreated;

/** Orders as the order function announces them. */
final class Orders {
  private Orders() {}

  /** An order of these lines. */
  static OrderCreated created(String orderId, LineItem... lines) {
    OrderCreated.Builder order =
        OrderCreated.newBuilder()
            .setMessageId("order:" + orderId + ":created")
            .setOrderId(orderId)
            .setCustomerId("customer-1")
            .setTotal(Money.newBuilder().setMinorUnits(1234).setCurrency("EUR"))
            .setPaymentMethod("pm_card_visa")
            .setCreatedAt(1_795_417_200_000L);
    for (LineItem line : lines) {
      order.addItems(line);
    }
    return order.build();
  }

  static LineItem line(String sku, long quantity) {
    return LineItem.newBuilder()
        .setSku(sku)
        .setQuantity(quantity)
        .setUnitPrice(Money.newBuilder().setMinorUnits(617).setCurrency("EUR"))
        .build();
  }

  /** The same order as version 1 of the event tells it. */
  static dev.triggerbridge.events.orders.v1.OrderCreated version1(OrderCreated order) {
    return dev.triggerbridge.events.orders.v1.OrderCreated.newBuilder()
        .setMessageId(order.getMessageId() + ":v1")
        .setOrderId(order.getOrderId())
        .setCustomerId(order.getCustomerId())
        .setTotalAmount(12.34)
        .setCurrency("EUR")
        .setCreatedAt(order.getCreatedAt())
        .addAllItems(order.getItemsList())
        .setPaymentMethod(order.getPaymentMethod())
        .build();
  }

  static OrderCancelled cancelled(String orderId) {
    return OrderCancelled.newBuilder()
        .setMessageId("order:" + orderId + ":cancelled")
        .setOrderId(orderId)
        .setCustomerId("customer-1")
        .setReason("PAYMENT_DECLINED")
        .setCancelledAt(1_795_417_201_000L)
        .build();
  }
}
