package dev.triggerbridge.functions.saga;

import com.google.protobuf.Message;
import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One kind of order.
 *
 * @param origin how it becomes known
 * @param card whether the customer can pay
 * @param stock pieces there are of the two that are ordered
 */
record Scenario(Origin origin, Card card, long stock) {
  static final long QUANTITY = 2;
  static final long AMOUNT = 1998;

  /** How an order becomes known. */
  enum Origin {
    PLACED,
    FOREIGN_V1,
    FOREIGN_V2,
    /** A producer in the middle of a migration publishes both. */
    FOREIGN_TWINS
  }

  /** What the gateway does with the payment method. */
  enum Card {
    GOOD,
    DECLINED,
    /** The first charge is made, and its answer is lost. */
    ANSWER_LOST
  }

  /** The messages that the world begins with, by subject. */
  Map<String, Message> beginning(String orderId) {
    Map<String, Message> messages = new LinkedHashMap<>();
    OrderCreated v2 = created(orderId);
    if (origin == Origin.PLACED) {
      messages.put("orders.placed.v1", placed(v2));
    }
    if (origin == Origin.FOREIGN_V1 || origin == Origin.FOREIGN_TWINS) {
      messages.put(
          "orders.created.v1",
          OrderUpcaster.toV1(v2.toBuilder().setMessageId("foreign-v1-" + orderId).build())
              .orElseThrow());
    }
    if (origin == Origin.FOREIGN_V2 || origin == Origin.FOREIGN_TWINS) {
      messages.put("orders.created.v2", v2);
    }
    return messages;
  }

  static String sku(String orderId) {
    return "sku-" + orderId;
  }

  private static OrderPlaced placed(OrderCreated order) {
    return OrderPlaced.newBuilder()
        .setMessageId("placed-" + order.getOrderId())
        .setOrderId(order.getOrderId())
        .setCustomerId(order.getCustomerId())
        .setTotal(order.getTotal())
        .addAllItems(order.getItemsList())
        .setPaymentMethod(order.getPaymentMethod())
        .setPlacedAt(order.getCreatedAt())
        .build();
  }

  private OrderCreated created(String orderId) {
    return OrderCreated.newBuilder()
        .setMessageId("foreign-v2-" + orderId)
        .setOrderId(orderId)
        .setCustomerId("customer-1")
        .setTotal(Money.newBuilder().setMinorUnits(AMOUNT).setCurrency("EUR"))
        .addItems(
            LineItem.newBuilder()
                .setSku(sku(orderId))
                .setQuantity(QUANTITY)
                .setUnitPrice(
                    Money.newBuilder().setMinorUnits(AMOUNT / QUANTITY).setCurrency("EUR")))
        .setPaymentMethod(card == Card.DECLINED ? "pm_card_declined" : "pm_card_visa")
        .setCreatedAt(1_764_000_000_000L)
        .build();
  }
}
