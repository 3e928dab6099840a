package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.payment.state.PaymentStore;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.Outcome;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a cancelled order costs nothing: a tombstone if nothing was charged yet, else one
 * refund.
 *
 * <p>A charge that was created and not made is cancelled at the gateway first: an execution that is
 * paused before its confirmation would otherwise wake up and charge an order that nobody looks at
 * any more. The row says that it is to be cancelled before the gateway is told, so whoever goes on
 * cancels, too.
 */
final class Refunding {
  private final PaymentStore store;
  private final ChargeResolution charges;
  private final RefundResolution refunds;
  private final Leases leases;
  private final Clock clock;
  private final Steps steps;
  private final ConditionalWrites writes = new ConditionalWrites();

  Refunding(
      PaymentStore store,
      ChargeResolution charges,
      RefundResolution refunds,
      Leases leases,
      Clock clock,
      Steps steps) {
    this.store = store;
    this.charges = charges;
    this.refunds = refunds;
    this.leases = leases;
    this.clock = clock;
    this.steps = steps;
  }

  /** Blocks until the cancellation is safe or must be tried later. */
  Outcome cancel(String orderId) {
    return writes.optimistically(() -> round(orderId));
  }

  private @Nullable Outcome round(String orderId) {
    steps.reached(Steps.BEFORE_READ);
    Payment found = store.find(orderId);
    steps.reached(Steps.AFTER_READ);
    if (found == null) {
      return tombstone(orderId);
    }
    return switch (found.status()) {
      case PENDING, UNKNOWN -> settleCharge(found);
      case CHARGED, REFUNDING -> refund(found);
      case REFUNDED -> Outcome.markerHit(found.refundEvents());
      case DECLINED, CANCELLED -> Outcome.markerHit(List.of());
      case HOLD -> noteOnHold(found);
    };
  }

  private @Nullable Outcome tombstone(String orderId) {
    steps.reached(Steps.BEFORE_CREATE);
    boolean created =
        store.create(
            Payment.builder(orderId, PaymentStatus.CANCELLED, clock.millis()).fence(1).build());
    if (!created) {
      return null;
    }
    steps.reached(Steps.AFTER_CREATE);
    steps.reached(Steps.AFTER_WRITE);
    return Outcome.ok();
  }

  private @Nullable Outcome settleCharge(Payment found) {
    if (leases.isHeld(found)) {
      return leases.leasedByAnother(found);
    }
    Payment leased = leases.take(found, found.toBuilder().cancelRequested(true));
    if (leased == null) {
      return null;
    }
    return switch (charges.withdraw(leased)) {
      case Progress.Settled(Payment payment) ->
          payment.status() == PaymentStatus.CHARGED
              ? refund(payment)
              : payment.status() == PaymentStatus.HOLD ? noteOnHold(payment) : Outcome.ok();
      case Progress.Later(Outcome later) -> later;
      case Progress.Overtaken() -> null;
    };
  }

  private @Nullable Outcome refund(Payment found) {
    if (leases.isHeld(found)) {
      return leases.leasedByAnother(found);
    }
    boolean first = found.status() == PaymentStatus.CHARGED;
    Payment leased =
        leases.take(
            found,
            first
                ? found.toBuilder()
                    .status(PaymentStatus.REFUNDING)
                    .refundKey(found.orderId() + ":refund")
                    .refundFirstTriedAt(clock.millis())
                : found.toBuilder());
    if (leased == null) {
      return null;
    }
    if (first) {
      steps.reached(Steps.AFTER_REFUNDING);
    }
    return switch (first ? refunds.first(leased) : refunds.again(leased)) {
      case Progress.Settled(Payment payment) ->
          Outcome.ok(
              payment.status() == PaymentStatus.HOLD
                  ? payment.heldEvents()
                  : payment.refundEvents());
      case Progress.Later(Outcome later) -> later;
      case Progress.Overtaken() -> null;
    };
  }

  // Nothing is given back by guess: whoever settles the hold by hand has to know of this.
  private @Nullable Outcome noteOnHold(Payment found) {
    if (found.cancelRequested() == null
        && store.replace(found, found.toBuilder().cancelRequested(true).updatedAt(clock.millis()))
            == null) {
      return null;
    }
    return Outcome.markerHit(found.heldEvents());
  }
}
