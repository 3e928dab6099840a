package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderConfirmed;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.support.OutputEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The events that the order function publishes; their ids are made of the transition alone. */
final class OrderEvents {
  private final boolean publishCreatedV1;

  OrderEvents(boolean publishCreatedV1) {
    this.publishCreatedV1 = publishCreatedV1;
  }

  /** Whether a message_id is of an announcement that we made ourselves. */
  static boolean isAnnouncement(String orderId, String messageId) {
    return messageId.equals(createdId(orderId)) || messageId.equals(createdV1Id(orderId));
  }

  private static String createdId(String orderId) {
    return "order:" + orderId + ":created";
  }

  private static String createdV1Id(String orderId) {
    return createdId(orderId) + ":v1";
  }

  /**
   * Announces an order.
   *
   * @throws UnrepresentableAmountException if v1 is on and its double cannot hold the amount
   *     exactly
   */
  List<OutputEvent> created(NewOrder order, long now) {
    List<OutputEvent> events = new ArrayList<>();
    String id = createdId(order.orderId());
    OrderCreated created =
        OrderCreated.newBuilder()
            .setMessageId(id)
            .setOrderId(order.orderId())
            .setCustomerId(order.customerId())
            .setTotal(order.total())
            .addAllItems(order.items())
            .setPaymentMethod(order.paymentMethod())
            .setCreatedAt(now)
            .build();
    events.add(new OutputEvent(id, "orders.created.v2", created));
    if (publishCreatedV1) {
      String v1Id = createdV1Id(order.orderId());
      var v1 =
          OrderUpcaster.toV1(created.toBuilder().setMessageId(v1Id).build())
              .orElseThrow(
                  () ->
                      new UnrepresentableAmountException(
                          "total.minor_units is %d: orders.created.v1 cannot carry it exactly, set PUBLISH_ORDERS_CREATED_V1=false"
                              .formatted(order.total().getMinorUnits())));
      events.add(new OutputEvent(v1Id, "orders.created.v1", v1));
    }
    return events;
  }

  /** To be delivered at the time it names. */
  static OutputEvent deadline(String orderId, long deadlineAt) {
    String id = "order:" + orderId + ":deadline";
    return new OutputEvent(
            id,
            "orders.deadline.v1",
            OrderDeadline.newBuilder()
                .setMessageId(id)
                .setOrderId(orderId)
                .setDeadlineAt(deadlineAt)
                .build())
        .deliveredAt(Instant.ofEpochMilli(deadlineAt));
  }

  static OutputEvent confirmed(OrderItem item, long now) {
    String id = "order:" + item.orderId + ":confirmed";
    return new OutputEvent(
        id,
        "orders.confirmed.v1",
        OrderConfirmed.newBuilder()
            .setMessageId(id)
            .setOrderId(item.orderId)
            .setCustomerId(Objects.requireNonNullElse(item.customerId, ""))
            .setTotal(
                Money.newBuilder()
                    .setMinorUnits(Objects.requireNonNullElse(item.totalMinorUnits, 0L))
                    .setCurrency(Objects.requireNonNullElse(item.currency, "")))
            .setPaymentId(Objects.requireNonNullElse(item.paymentId, ""))
            .setConfirmedAt(now)
            .build());
  }

  static OutputEvent cancelled(OrderItem item, String reason, String detail, long now) {
    String id = "order:" + item.orderId + ":cancelled";
    return new OutputEvent(
        id,
        "orders.cancelled.v1",
        OrderCancelled.newBuilder()
            .setMessageId(id)
            .setOrderId(item.orderId)
            .setCustomerId(Objects.requireNonNullElse(item.customerId, ""))
            .setReason(reason)
            .setDetail(detail)
            .setCancelledAt(now)
            .build());
  }

  /** An amount that version 1 would have to round. */
  static final class UnrepresentableAmountException extends RuntimeException {
    UnrepresentableAmountException(String message) {
      super(message);
    }
  }
}
