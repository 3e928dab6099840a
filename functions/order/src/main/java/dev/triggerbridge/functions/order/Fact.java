package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;

/**
 * What one side says about an order; each side says one thing for ever.
 *
 * @param orderId the order
 * @param side who says it
 * @param good whether the order may go on
 * @param reference the payment's id, or empty
 * @param detail why not, or empty
 */
record Fact(String orderId, Side side, boolean good, String reference, String detail) {

  /** Who speaks. */
  enum Side {
    PAYMENT,
    INVENTORY
  }

  static Fact of(PaymentCompleted event) {
    return new Fact(event.getOrderId(), Side.PAYMENT, true, event.getPaymentId(), "");
  }

  static Fact of(PaymentFailed event) {
    return new Fact(
        event.getOrderId(), Side.PAYMENT, false, event.getPaymentId(), event.getReason());
  }

  static Fact of(InventoryReserved event) {
    return new Fact(event.getOrderId(), Side.INVENTORY, true, "", "");
  }

  static Fact of(InventoryRejected event) {
    return new Fact(event.getOrderId(), Side.INVENTORY, false, "", event.getReason());
  }
}
