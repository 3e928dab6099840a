package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Brings a leased REFUNDING payment to a definite state, by asking before the same key is repeated,
 * for as long as the gateway is sure to remember it.
 */
final class RefundResolution {
  private final PaymentGateway gateway;
  private final Leases leases;
  private final Clock clock;
  private final Duration keyHorizon;
  private final Steps steps;

  RefundResolution(
      PaymentGateway gateway, Leases leases, Clock clock, Duration keyHorizon, Steps steps) {
    this.gateway = gateway;
    this.leases = leases;
    this.clock = clock;
    this.keyHorizon = keyHorizon;
    this.steps = steps;
  }

  /** For the execution that persisted the refund key: nobody can have used it. */
  Progress first(Payment leased) {
    return leased.isFree() ? refunded(leased, "") : refund(leased);
  }

  /** For every later execution. */
  Progress again(Payment leased) {
    if (leased.isFree()) {
      return refunded(leased, "");
    }
    GatewayAnswer found = gateway.findRefund(leased.refund());
    if (!(found instanceof GatewayAnswer.Absent)) {
      return conclude(leased, found);
    }
    return isPastHorizon(leased.refundFirstTriedAt())
        ? leases.hold(
            leased,
            "REFUND_KEY_EXPIRED",
            "the gateway shows no refund and may have forgotten the key %s: find out by hand"
                .formatted(leased.refundKey()))
        : refund(leased);
  }

  private Progress refund(Payment leased) {
    if (!leases.isHeld(leased)) {
      return new Progress.Overtaken();
    }
    return conclude(leased, gateway.refund(leased.requiredRefundKey(), leased.refund()));
  }

  private Progress conclude(Payment leased, GatewayAnswer answer) {
    return switch (answer) {
      case GatewayAnswer.Done(String id) -> refunded(leased, id);
      case GatewayAnswer.Declined(String reason, String detail) ->
          leases.hold(leased, "REFUND_REFUSED", reason + " " + detail);
      case GatewayAnswer.Contradiction(String reason, String detail) ->
          leases.hold(leased, reason, detail);
      case GatewayAnswer.Throttled(Duration retryAfter) ->
          leases.later(leased, leased.status(), ChargeResolution.throttled(retryAfter));
      case GatewayAnswer.Busy() -> leases.later(leased, leased.status(), Leases.keyInUse());
      case GatewayAnswer.Unclear(String detail) ->
          leases.later(leased, leased.status(), ChargeResolution.unavailable(detail));
      case GatewayAnswer.Absent absent -> throw impossible(absent);
      case GatewayAnswer.Created created -> throw impossible(created);
      case GatewayAnswer.Cancelled cancelled -> throw impossible(cancelled);
    };
  }

  private static IllegalStateException impossible(GatewayAnswer answer) {
    return new IllegalStateException("the gateway answered a refund with " + answer);
  }

  private Progress refunded(Payment leased, String gatewayRefundId) {
    steps.reached(Steps.AFTER_REFUND);
    Progress progress =
        leases.settle(
            leased,
            leased.toBuilder()
                .status(PaymentStatus.REFUNDED)
                .gatewayRefundId(gatewayRefundId)
                .refundEvents(PaymentEvents.refunded(leased, gatewayRefundId, clock.millis())));
    steps.reached(Steps.AFTER_WRITE);
    return progress;
  }

  private boolean isPastHorizon(@Nullable Long firstTriedAt) {
    return firstTriedAt != null && clock.millis() - firstTriedAt >= keyHorizon.toMillis();
  }
}
