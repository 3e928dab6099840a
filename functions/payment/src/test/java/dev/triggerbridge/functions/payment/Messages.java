package dev.triggerbridge.functions.payment;

import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v2.OrderCreated;

/** The messages that the payment function gets. */
final class Messages {
  static final long AMOUNT = 1998;

  private Messages() {}

  static OrderCreated created(String orderId) {
    return created(orderId, AMOUNT, "pm_card_visa");
  }

  static OrderCreated created(String orderId, long amount, String method) {
    return OrderCreated.newBuilder()
        .setMessageId("order:" + orderId + ":created")
        .setOrderId(orderId)
        .setCustomerId("customer-1")
        .setTotal(Money.newBuilder().setMinorUnits(amount).setCurrency("EUR"))
        .setPaymentMethod(method)
        .setCreatedAt(1_764_000_000_000L)
        .build();
  }

  /** The twin of {@link #created(String)}. */
  static dev.triggerbridge.events.orders.v1.OrderCreated createdV1(String orderId) {
    return OrderUpcaster.toV1(created(orderId)).orElseThrow();
  }

  static OrderCancelled cancelled(String orderId) {
    return OrderCancelled.newBuilder()
        .setMessageId("order:" + orderId + ":cancelled")
        .setOrderId(orderId)
        .setReason("OUT_OF_STOCK")
        .setCancelledAt(1_764_000_000_500L)
        .build();
  }
}
