package dev.triggerbridge.functions.payment;

import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentBuilder;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.payment.state.PaymentStore;
import dev.triggerbridge.functions.support.CanonicalHash;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.Outcome;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Charges an order once, whichever versions of its creation arrive, however often, and answers each
 * with the same events. An order of amount 0 is completed without asking the gateway.
 */
final class Charging {
  private final PaymentStore store;
  private final ChargeResolution resolution;
  private final Leases leases;
  private final Clock clock;
  private final Steps steps;
  private final ConditionalWrites writes = new ConditionalWrites();

  Charging(
      PaymentStore store, ChargeResolution resolution, Leases leases, Clock clock, Steps steps) {
    this.store = store;
    this.resolution = resolution;
    this.leases = leases;
    this.clock = clock;
    this.steps = steps;
  }

  /** Blocks until the charge is definite or must be tried later. */
  Outcome charge(OrderCreated order) {
    String hash = hash(order);
    return writes.optimistically(() -> round(order, hash));
  }

  private @Nullable Outcome round(OrderCreated order, String hash) {
    steps.reached(Steps.BEFORE_READ);
    Payment found = store.find(order.getOrderId());
    steps.reached(Steps.AFTER_READ);
    if (found == null) {
      Payment pending = pending(order, hash);
      steps.reached(Steps.BEFORE_CREATE);
      if (!store.create(pending)) {
        return null;
      }
      steps.reached(Steps.AFTER_CREATE);
      steps.reached(Steps.AFTER_PENDING);
      return outcome(resolution.first(pending));
    }
    if (found.hash() != null && !found.hash().equals(hash)) {
      return Outcome.reject(
          "CONFLICTING_DUPLICATE",
          "order_id '%s' was paid for with another customer or amount: use a new order_id"
              .formatted(order.getOrderId()));
    }
    return switch (found.status()) {
      case PENDING, UNKNOWN -> resume(found);
      case CHARGED, DECLINED, REFUNDING, REFUNDED -> Outcome.markerHit(found.chargeEvents());
      case HOLD ->
          Outcome.markerHit(
              found.chargeEvents().isEmpty() ? found.heldEvents() : found.chargeEvents());
      case CANCELLED -> Outcome.markerHit(List.of());
    };
  }

  private @Nullable Outcome resume(Payment found) {
    if (leases.isHeld(found)) {
      return leases.leasedByAnother(found);
    }
    Payment leased = leases.take(found, found.toBuilder());
    return leased == null ? null : outcome(resolution.again(leased));
  }

  private static @Nullable Outcome outcome(Progress progress) {
    return switch (progress) {
      case Progress.Settled(Payment payment) ->
          Outcome.ok(
              payment.status() == PaymentStatus.HOLD
                  ? payment.heldEvents()
                  : payment.chargeEvents());
      case Progress.Later(Outcome later) -> later;
      case Progress.Overtaken() -> null;
    };
  }

  private Payment pending(OrderCreated order, String hash) {
    long now = clock.millis();
    PaymentBuilder pending =
        Payment.builder(order.getOrderId(), PaymentStatus.PENDING, now)
            .customerId(order.getCustomerId())
            .hash(hash)
            .amountMinor(order.getTotal().getMinorUnits())
            .currency(order.getTotal().getCurrency())
            .paymentMethod(order.getPaymentMethod())
            // Of the order and the operation, never of the message: twins share it.
            .chargeKey(order.getOrderId() + ":charge")
            .chargeFirstTriedAt(now)
            .leaseUntil(leases.end())
            .fence(1);
    return pending.build();
  }

  // The fields that every version has; v1's may lack currency, items and payment method.
  private static String hash(OrderCreated order) {
    return CanonicalHash.of("payment")
        .add("order_id", order.getOrderId())
        .add("customer_id", order.getCustomerId())
        .add("minor_units", order.getTotal().getMinorUnits())
        .hex();
  }
}
