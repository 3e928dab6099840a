package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentBuilder;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.support.Outcome;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Brings a leased PENDING or UNKNOWN payment to a definite state: asks the gateway first unless it
 * cannot know anything yet, then repeats the same key with the same parameters, for as long as the
 * gateway is sure to remember the key.
 */
final class ChargeResolution {
  static final String GATEWAY_THROTTLED = "GATEWAY_THROTTLED";
  static final String GATEWAY_UNAVAILABLE = "GATEWAY_UNAVAILABLE";

  private final PaymentGateway gateway;
  private final Leases leases;
  private final Clock clock;
  private final Duration keyHorizon;
  private final Steps steps;

  ChargeResolution(
      PaymentGateway gateway, Leases leases, Clock clock, Duration keyHorizon, Steps steps) {
    this.gateway = gateway;
    this.leases = leases;
    this.clock = clock;
    this.keyHorizon = keyHorizon;
    this.steps = steps;
  }

  /** For the execution that made the row: nobody can have used the key. */
  Progress first(Payment leased) {
    return leased.isFree() ? charged(leased, "") : charge(leased);
  }

  /** For every later execution. */
  Progress again(Payment leased) {
    if (leased.isFree()) {
      return charged(leased, "");
    }
    GatewayAnswer found = gateway.findCharge(leased.requiredChargeKey(), leased.charge());
    if (!(found instanceof GatewayAnswer.Absent)) {
      return conclude(leased, found);
    }
    return isPastHorizon(leased.chargeFirstTriedAt())
        ? leases.hold(
            leased,
            "KEY_EXPIRED",
            "the gateway shows no charge and may have forgotten the key %s: find out by hand"
                .formatted(leased.chargeKey()))
        : charge(leased);
  }

  private boolean isPastHorizon(@Nullable Long firstTriedAt) {
    return firstTriedAt != null && clock.millis() - firstTriedAt >= keyHorizon.toMillis();
  }

  private Progress charge(Payment leased) {
    // Paused for longer than the lease: whoever has it now decides.
    if (!leases.isHeld(leased)) {
      return new Progress.Overtaken();
    }
    return conclude(leased, gateway.charge(leased.requiredChargeKey(), leased.charge()));
  }

  private Progress conclude(Payment leased, GatewayAnswer answer) {
    return switch (answer) {
      case GatewayAnswer.Done(String id) -> charged(leased, id);
      case GatewayAnswer.Declined(String reason, String detail) -> declined(leased, reason, detail);
      case GatewayAnswer.Contradiction(String reason, String detail) ->
          leases.hold(leased, reason, detail);
      case GatewayAnswer.Throttled(Duration retryAfter) ->
          leases.later(leased, leased.status(), throttled(retryAfter));
      case GatewayAnswer.Busy() -> leases.later(leased, PaymentStatus.UNKNOWN, Leases.keyInUse());
      case GatewayAnswer.Unclear(String detail) ->
          leases.later(leased, PaymentStatus.UNKNOWN, unavailable(detail));
      case GatewayAnswer.Absent() ->
          throw new IllegalStateException("the gateway answered a charge with 'absent'");
    };
  }

  private Progress charged(Payment leased, String gatewayChargeId) {
    steps.reached(Steps.AFTER_CHARGE);
    PaymentBuilder changed =
        leased.toBuilder()
            .status(PaymentStatus.CHARGED)
            .gatewayChargeId(gatewayChargeId)
            .chargeEvents(PaymentEvents.completed(leased, gatewayChargeId, clock.millis()));
    return written(leases.settle(leased, changed));
  }

  private Progress declined(Payment leased, String reason, String detail) {
    steps.reached(Steps.AFTER_CHARGE);
    PaymentBuilder changed =
        leased.toBuilder()
            .status(PaymentStatus.DECLINED)
            .detail(reason + ": " + detail)
            .chargeEvents(PaymentEvents.failed(leased, reason, detail, clock.millis()));
    return written(leases.settle(leased, changed));
  }

  private Progress written(Progress progress) {
    steps.reached(Steps.AFTER_WRITE);
    return progress;
  }

  static Outcome throttled(Duration retryAfter) {
    return Outcome.throttled(
        retryAfter, GATEWAY_THROTTLED, "the gateway asked to come back in " + retryAfter);
  }

  static Outcome unavailable(String detail) {
    return Outcome.unavailable(null, GATEWAY_UNAVAILABLE, detail);
  }
}
