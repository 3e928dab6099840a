package dev.triggerbridge.local.system.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.local.system.plan.Line;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import dev.triggerbridge.local.system.plan.PlannedOrder.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Makes the messages that customers and other producers send. */
final class OrderMessages {
  private static final String MESSAGE_ID = "Nats-Msg-Id";
  private static final Map<String, String> PROTOBUF =
      Map.of("Content-Type", "application/x-protobuf", "Data-Schema", "orders.v1.OrderPlaced");

  /** How long customers wait whom nobody will answer; all others wait as the function is set. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private OrderMessages() {}

  /** The order's first message. */
  static Publication first(PlannedOrder order, long now) {
    return order.kind() == Kind.FOREIGN_JSON
        ? foreign(order, now)
        : placed(order, order.orderId(), placedEvent(order, now));
  }

  /** The same payload as if its producer had lost the PubAck: under another NATS id. */
  static Publication again(PlannedOrder order, Publication first) {
    return order.kind() == Kind.FOREIGN_JSON
        ? first
        : placed(order, order.orderId() + ":again", first.data());
  }

  /** Poison in one of three flavours: garbage, an order without id, a negative amount. */
  static Publication poison(String runId, int number, long now) {
    return switch (number % 3) {
      case 0 ->
          new Publication(
              null, Publication.PLACED, Map.of(), new byte[] {-1, -1, -1, 'p', 'o', 'i', 's'});
      case 1 -> poison(event(runId + "-poison", now).clearOrderId().build());
      default -> poison(event(runId + "-poison", now).setTotal(money(-1)).build());
    };
  }

  private static Publication poison(OrderPlaced event) {
    return new Publication(null, Publication.PLACED, PROTOBUF, event.toByteArray());
  }

  private static Publication placed(PlannedOrder order, String natsId, byte[] data) {
    Map<String, String> headers = new java.util.HashMap<>(PROTOBUF);
    headers.put(MESSAGE_ID, natsId);
    return new Publication(order.orderId(), Publication.PLACED, headers, data);
  }

  private static byte[] placedEvent(PlannedOrder order, long now) {
    OrderPlaced.Builder event =
        event(order.orderId(), now)
            .setCustomerId(order.customerId())
            .setPaymentMethod(order.paymentMethod())
            .setTotal(money(order.totalMinor()));
    if (order.kind() == Kind.UNANSWERED) {
      event.setDeadlineAt(now + PATIENCE.toMillis());
    }
    for (Line line : order.lines()) {
      event.addItems(
          LineItem.newBuilder()
              .setSku(line.sku())
              .setQuantity(line.quantity())
              .setUnitPrice(money(line.unitPriceMinor())));
    }
    return event.build().toByteArray();
  }

  private static OrderPlaced.Builder event(String orderId, long now) {
    return OrderPlaced.newBuilder()
        .setMessageId("placed:" + orderId)
        .setOrderId(orderId)
        .setCustomerId("customer-0")
        .setTotal(money(100))
        .setPaymentMethod("pm_card_visa")
        .setPlacedAt(now);
  }

  private static Publication foreign(PlannedOrder order, long now) {
    String json =
        """
        {"message_id":"%s","order_id":"%s","customer_id":"%s","total_amount":%s,"created_at":%d}"""
            .formatted(
                UUID.nameUUIDFromBytes(order.orderId().getBytes(UTF_8)),
                order.orderId(),
                order.customerId(),
                BigDecimal.valueOf(order.totalMinor(), 2).toPlainString(),
                now);
    return new Publication(order.orderId(), Publication.CREATED_V1, Map.of(), json.getBytes(UTF_8));
  }

  private static Money money(long minorUnits) {
    return Money.newBuilder().setMinorUnits(minorUnits).setCurrency(PlannedOrder.CURRENCY).build();
  }
}
