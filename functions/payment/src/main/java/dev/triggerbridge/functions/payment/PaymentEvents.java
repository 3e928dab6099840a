package dev.triggerbridge.functions.payment;

import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.events.payments.v1.PaymentHeld;
import dev.triggerbridge.events.payments.v1.PaymentRefunded;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.support.OutputEvent;
import java.util.List;
import java.util.Objects;

/**
 * The events of a payment. Their ids are made of the order and the transition, so whatever triggers
 * a transition announces it under one id. Each is a few hundred bytes: identifiers are bounded.
 */
final class PaymentEvents {
  private PaymentEvents() {}

  static List<OutputEvent> completed(Payment payment, String gatewayChargeId, long now) {
    String id = id(payment, "charged");
    return List.of(
        new OutputEvent(
            id,
            "payments.completed.v1",
            PaymentCompleted.newBuilder()
                .setMessageId(id)
                .setOrderId(payment.orderId())
                .setPaymentId(paymentId(payment))
                .setAmount(amount(payment))
                .setGatewayChargeId(gatewayChargeId)
                .setCompletedAt(now)
                .build()));
  }

  static List<OutputEvent> failed(Payment payment, String reason, String detail, long now) {
    String id = id(payment, "failed");
    return List.of(
        new OutputEvent(
            id,
            "payments.failed.v1",
            PaymentFailed.newBuilder()
                .setMessageId(id)
                .setOrderId(payment.orderId())
                .setPaymentId(paymentId(payment))
                .setReason(reason)
                .setDetail(detail)
                .setFailedAt(now)
                .build()));
  }

  static List<OutputEvent> refunded(Payment payment, String gatewayRefundId, long now) {
    String id = id(payment, "refunded");
    return List.of(
        new OutputEvent(
            id,
            "payments.refunded.v1",
            PaymentRefunded.newBuilder()
                .setMessageId(id)
                .setOrderId(payment.orderId())
                .setPaymentId(paymentId(payment))
                .setAmount(amount(payment))
                .setGatewayRefundId(gatewayRefundId)
                .setRefundedAt(now)
                .build()));
  }

  static List<OutputEvent> held(Payment payment, String reason, long now) {
    String id = id(payment, "held");
    return List.of(
        new OutputEvent(
            id,
            "payments.held.v1",
            PaymentHeld.newBuilder()
                .setMessageId(id)
                .setOrderId(payment.orderId())
                .setPaymentId(paymentId(payment))
                .setReason(reason)
                .setHeldAt(now)
                .build()));
  }

  private static String id(Payment payment, String transition) {
    return "payment:%s:%s".formatted(payment.orderId(), transition);
  }

  private static String paymentId(Payment payment) {
    return "payment-" + payment.orderId();
  }

  private static Money amount(Payment payment) {
    return Money.newBuilder()
        .setMinorUnits(payment.amount())
        .setCurrency(Objects.requireNonNull(payment.currency()))
        .build();
  }
}
