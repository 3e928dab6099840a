package dev.triggerbridge.local.system.crash.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import java.time.Duration;

/** Builds the messages of the workload. Pure, but for the time it is given. */
final class OrderMessages {
  private static final long PRICE = 1_250;

  private OrderMessages() {}

  /**
   * A new order.
   *
   * @param patience until the deadline of one that nobody answers
   */
  static OrderPlaced placed(String orderId, OrderKind kind, long now, Duration patience) {
    OrderPlaced.Builder order =
        OrderPlaced.newBuilder()
            .setMessageId("placed:" + orderId)
            .setOrderId(orderId)
            .setCustomerId("customer-1")
            .setPaymentMethod(isDeclined(kind) ? "pm_card_declined" : "pm_card_visa")
            .setPlacedAt(now);
    int skus = kind == OrderKind.UNANSWERED ? PlannedOrder.TOO_MANY_SKUS : 1;
    for (int i = 0; i < skus; i++) {
      order.addItems(
          LineItem.newBuilder()
              .setSku(skus == 1 ? sku(orderId) : sku(orderId) + "-" + i)
              .setQuantity(1)
              .setUnitPrice(money(PRICE)));
    }
    if (kind == OrderKind.UNANSWERED) {
      order.setDeadlineAt(now + patience.toMillis());
    }
    return order.setTotal(money(skus * PRICE)).build();
  }

  /** Each order has its own item, so that what one did to the stock can be told. */
  static String sku(String orderId) {
    return "item-of-" + orderId;
  }

  /** Pieces that there are before the order. */
  static long pieces(OrderKind kind) {
    return switch (kind) {
      case SOLD_OUT, WITHDRAWN, FACT_FIRST -> 0;
      case PLAIN, THROTTLED, UNCLEAR, DECLINED, ALSO_DECLINED, DEADLINE_FIRST -> 5;
      case FOREIGN, UNANSWERED, POISON, ALSO_POISON -> -1;
    };
  }

  static byte[] foreign(String orderId, long now) {
    return """
        {"message_id":"foreign-%s","order_id":"%s","customer_id":"customer-2",\
        "total_amount":12.50,"created_at":%d}"""
        .formatted(orderId, orderId, now)
        .getBytes(UTF_8);
  }

  static Message rejected(String orderId, long now) {
    return InventoryRejected.newBuilder()
        .setMessageId("inventory:early:" + orderId)
        .setOrderId(orderId)
        .setReason("OUT_OF_STOCK")
        .setRejectedAt(now)
        .build();
  }

  static Message deadline(String orderId, long now) {
    return OrderDeadline.newBuilder()
        .setMessageId("early:" + orderId + ":deadline")
        .setOrderId(orderId)
        .setDeadlineAt(now - 1_000)
        .build();
  }

  private static boolean isDeclined(OrderKind kind) {
    return kind == OrderKind.DECLINED || kind == OrderKind.ALSO_DECLINED;
  }

  private static Money money(long minorUnits) {
    return Money.newBuilder().setMinorUnits(minorUnits).setCurrency(PlannedOrder.CURRENCY).build();
  }
}
