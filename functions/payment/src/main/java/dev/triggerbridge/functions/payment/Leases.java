package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentBuilder;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.payment.state.PaymentStore;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.functions.support.RetryClass;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes of an execution that holds, takes or gives back the right to call the gateway for an
 * order. The lease only avoids needless conflicts; that a stale execution changes nothing and that
 * it charges nothing twice is the fence's doing: it keeps a second identity out of the row.
 */
final class Leases {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration BUSY_WAIT = Duration.ofMillis(500);

  private final PaymentStore store;
  private final Clock clock;
  private final Duration lease;
  private final Steps steps;

  Leases(PaymentStore store, Clock clock, Duration lease, Steps steps) {
    this.store = store;
    this.clock = clock;
    this.lease = lease;
    this.steps = steps;
  }

  /** The end of a lease taken now; by the clock of the moment of use. */
  long end() {
    return clock.millis() + lease.toMillis();
  }

  /** Takes the lease with a change, or null if another execution was faster. */
  @Nullable Payment take(Payment snapshot, PaymentBuilder changed) {
    steps.reached(Steps.BEFORE_LEASE);
    Payment leased = store.replace(snapshot, changed.leaseUntil(end()).updatedAt(clock.millis()));
    steps.reached(Steps.AFTER_LEASE);
    return leased;
  }

  boolean isHeld(Payment leased) {
    return leased.isLeased(clock.millis());
  }

  /** Writes a definite state; the lease ends with it. */
  Progress settle(Payment leased, PaymentBuilder changed) {
    steps.reached(Steps.BEFORE_SETTLE);
    Payment settled = give(leased, changed);
    steps.reached(Steps.AFTER_SETTLE);
    return settled == null ? new Progress.Overtaken() : new Progress.Settled(settled);
  }

  /** Puts a payment on hold that asking and repeating cannot settle. */
  Progress hold(Payment leased, String reason, String detail) {
    List<OutputEvent> held = PaymentEvents.held(leased, reason, clock.millis());
    return settle(
        leased,
        leased.toBuilder()
            .status(PaymentStatus.HOLD)
            .detail(reason + ": " + detail)
            .heldEvents(held));
  }

  /** Gives the lease back without a result. */
  Progress later(Payment leased, PaymentStatus status, Outcome outcome) {
    steps.reached(Steps.BEFORE_LATER);
    Payment given = give(leased, leased.toBuilder().status(status));
    steps.reached(Steps.AFTER_LATER);
    return given == null ? new Progress.Overtaken() : new Progress.Later(outcome);
  }

  private @Nullable Payment give(Payment leased, PaymentBuilder changed) {
    return store.replace(leased, changed.leaseUntil(0).updatedAt(clock.millis()));
  }

  /**
   * Another execution is at work for this order. Neither the record nor the gateway is to blame, so
   * this costs no attempt and must not open a breaker: NOT_ATTEMPTED, not UNAVAILABLE.
   */
  Outcome leasedByAnother(Payment payment) {
    Duration left = Duration.ofMillis(payment.leaseUntil() - clock.millis());
    return inUse(left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left);
  }

  /** The gateway is executing our key for another execution. */
  static Outcome keyInUse() {
    return inUse(BUSY_WAIT);
  }

  private static Outcome inUse(Duration delay) {
    return new Outcome.Retry(
        RetryClass.NOT_ATTEMPTED,
        delay.isNegative() ? Duration.ZERO : delay,
        "PAYMENT_IN_PROGRESS",
        "another execution is paying this order: it is looked at again when that may have ended");
  }
}
