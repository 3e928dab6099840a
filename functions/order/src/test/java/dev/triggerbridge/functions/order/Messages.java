package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;

/** The messages that the order function gets. */
final class Messages {
  private Messages() {}

  static OrderPlaced placed(String orderId) {
    return OrderPlaced.newBuilder()
        .setMessageId("place-" + orderId)
        .setOrderId(orderId)
        .setCustomerId("customer-1")
        .setTotal(Money.newBuilder().setMinorUnits(1998).setCurrency("EUR"))
        .addItems(
            LineItem.newBuilder()
                .setSku("sku-1")
                .setQuantity(2)
                .setUnitPrice(Money.newBuilder().setMinorUnits(999).setCurrency("EUR")))
        .setPaymentMethod("pm_card_visa")
        .setPlacedAt(1_764_000_000_000L)
        .build();
  }

  /** As a producer publishes it that knows nothing of us. */
  static OrderCreated foreignCreated(String orderId) {
    return OrderCreated.newBuilder()
        .setMessageId("foreign-" + orderId)
        .setOrderId(orderId)
        .setCustomerId("customer-1")
        .setTotalAmount(19.98)
        .setCreatedAt(1_764_000_000_000L)
        .build();
  }

  /** The same producer after its switch to version 2; the order's own fields are the same. */
  static dev.triggerbridge.events.orders.v2.OrderCreated foreignCreatedV2(String orderId) {
    return dev.triggerbridge.events.orders.v2.OrderCreated.newBuilder()
        .setMessageId("foreign-v2-" + orderId)
        .setOrderId(orderId)
        .setCustomerId("customer-1")
        .setTotal(Money.newBuilder().setMinorUnits(1998).setCurrency("EUR"))
        .setPaymentMethod("pm_card_visa")
        .setCreatedAt(1_764_000_000_000L)
        .build();
  }

  static OrderDeadline deadline(String orderId, long deadlineAt) {
    return OrderDeadline.newBuilder()
        .setMessageId("order:" + orderId + ":deadline")
        .setOrderId(orderId)
        .setDeadlineAt(deadlineAt)
        .build();
  }

  static PaymentCompleted paid(String orderId) {
    return PaymentCompleted.newBuilder()
        .setMessageId("payment:" + orderId + ":charged")
        .setOrderId(orderId)
        .setPaymentId("payment-" + orderId)
        .setAmount(Money.newBuilder().setMinorUnits(1998).setCurrency("EUR"))
        .setGatewayChargeId("ch_1")
        .setCompletedAt(1_764_000_000_100L)
        .build();
  }

  static PaymentFailed declined(String orderId) {
    return PaymentFailed.newBuilder()
        .setMessageId("payment:" + orderId + ":failed")
        .setOrderId(orderId)
        .setPaymentId("payment-" + orderId)
        .setReason("CARD_DECLINED")
        .setFailedAt(1_764_000_000_100L)
        .build();
  }

  static InventoryReserved reserved(String orderId) {
    return InventoryReserved.newBuilder()
        .setMessageId("inventory:" + orderId + ":reserved")
        .setOrderId(orderId)
        .setReservedAt(1_764_000_000_100L)
        .build();
  }

  static InventoryRejected soldOut(String orderId) {
    return InventoryRejected.newBuilder()
        .setMessageId("inventory:" + orderId + ":rejected")
        .setOrderId(orderId)
        .setReason("OUT_OF_STOCK")
        .setRejectedAt(1_764_000_000_100L)
        .build();
  }
}
