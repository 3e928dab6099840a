package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentBuilder;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.support.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * Brings a leased PENDING or UNKNOWN payment to a definite state.
 *
 * <p>The gateway's charge is created first, its identity is written into the row under the fence,
 * and only what is in the row is ever confirmed. A row takes one identity and never another, so an
 * order is charged at most once whatever becomes of keys, executions and answers.
 */
final class ChargeResolution {
  static final String GATEWAY_THROTTLED = "GATEWAY_THROTTLED";
  static final String GATEWAY_UNAVAILABLE = "GATEWAY_UNAVAILABLE";

  private final PaymentGateway gateway;
  private final Leases leases;
  private final Clock clock;
  private final Steps steps;

  ChargeResolution(PaymentGateway gateway, Leases leases, Clock clock, Steps steps) {
    this.gateway = gateway;
    this.leases = leases;
    this.clock = clock;
    this.steps = steps;
  }

  /** For the execution that made the row: the gateway cannot know of the order. */
  Progress first(Payment leased) {
    return leased.isFree() ? charged(leased, "") : create(leased);
  }

  /** For every later execution: asks before it repeats. */
  Progress again(Payment leased) {
    if (Boolean.TRUE.equals(leased.cancelRequested())) {
      return withdraw(leased);
    }
    if (leased.isFree()) {
      return charged(leased, "");
    }
    if (leased.gatewayChargeId() != null) {
      GatewayAnswer known = gateway.retrieve(leased.gatewayChargeId(), leased.charge());
      return known instanceof GatewayAnswer.Created ? confirm(leased) : conclude(leased, known);
    }
    GatewayAnswer found = gateway.find(leased.requiredChargeKey(), leased.charge());
    if (found instanceof GatewayAnswer.Created(String id)) {
      return adopt(leased, id);
    }
    // The search may be late. Creating a second charge that is never confirmed takes nothing.
    return found instanceof GatewayAnswer.Absent ? create(leased) : conclude(leased, found);
  }

  /** For a cancelled order: makes sure that an open charge is never made, unless it is already. */
  Progress withdraw(Payment leased) {
    // Without an identity in the row nothing can have been confirmed, and the fence keeps it so.
    if (leased.isFree() || leased.gatewayChargeId() == null) {
      return cancelled(leased);
    }
    GatewayAnswer known = gateway.retrieve(leased.gatewayChargeId(), leased.charge());
    if (!(known instanceof GatewayAnswer.Created)) {
      return conclude(leased, known);
    }
    if (!leases.isHeld(leased)) {
      return new Progress.Overtaken();
    }
    return conclude(
        leased,
        gateway.cancel(
            leased.requiredChargeKey() + ":cancel", leased.gatewayChargeId(), leased.charge()));
  }

  private Progress create(Payment leased) {
    // Paused for longer than the lease: whoever has it now decides.
    if (!leases.isHeld(leased)) {
      return new Progress.Overtaken();
    }
    GatewayAnswer answer = gateway.create(leased.requiredChargeKey(), leased.charge());
    return answer instanceof GatewayAnswer.Created(String id)
        ? adopt(leased, id)
        : conclude(leased, answer);
  }

  private Progress adopt(Payment leased, String id) {
    steps.reached(Steps.BEFORE_IDENTITY);
    Payment identified = leases.take(leased, leased.toBuilder().gatewayChargeId(id));
    if (identified == null) {
      return new Progress.Overtaken();
    }
    steps.reached(Steps.AFTER_IDENTITY);
    return confirm(identified);
  }

  private Progress confirm(Payment leased) {
    if (!leases.isHeld(leased)) {
      return new Progress.Overtaken();
    }
    return conclude(
        leased,
        gateway.confirm(
            leased.requiredChargeKey() + ":confirm",
            Objects.requireNonNull(leased.gatewayChargeId()),
            leased.charge()));
  }

  private Progress conclude(Payment leased, GatewayAnswer answer) {
    return switch (answer) {
      case GatewayAnswer.Done(String id) -> charged(leased, id);
      case GatewayAnswer.Declined(String reason, String detail) -> declined(leased, reason, detail);
      case GatewayAnswer.Cancelled() ->
          Boolean.TRUE.equals(leased.cancelRequested())
              ? cancelled(leased)
              : declined(leased, "CANCELLED_AT_GATEWAY", "somebody cancelled it there");
      case GatewayAnswer.Contradiction(String reason, String detail) ->
          leases.hold(leased, reason, detail);
      case GatewayAnswer.Throttled(Duration retryAfter) ->
          leases.later(leased, leased.status(), throttled(retryAfter));
      case GatewayAnswer.Busy() -> leases.later(leased, PaymentStatus.UNKNOWN, Leases.keyInUse());
      case GatewayAnswer.Unclear(String detail) ->
          leases.later(leased, PaymentStatus.UNKNOWN, unavailable(detail));
      case GatewayAnswer.Absent absent -> throw impossible(absent);
      case GatewayAnswer.Created created -> throw impossible(created);
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

  private Progress cancelled(Payment leased) {
    steps.reached(Steps.BEFORE_TOMBSTONE);
    return written(leases.settle(leased, leased.toBuilder().status(PaymentStatus.CANCELLED)));
  }

  private Progress written(Progress progress) {
    steps.reached(Steps.AFTER_WRITE);
    return progress;
  }

  private static IllegalStateException impossible(GatewayAnswer answer) {
    return new IllegalStateException("the gateway ended a charge with " + answer);
  }

  static Outcome throttled(Duration retryAfter) {
    return Outcome.throttled(
        retryAfter, GATEWAY_THROTTLED, "the gateway asked to come back in " + retryAfter);
  }

  static Outcome unavailable(String detail) {
    return Outcome.unavailable(null, GATEWAY_UNAVAILABLE, detail);
  }
}
