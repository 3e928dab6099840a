package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.state.PaymentStore;
import java.time.Clock;
import java.time.Duration;

/**
 * The state machine, put together. Thread-safe.
 *
 * @param charging answers for created orders
 * @param refunding answers for cancelled orders
 */
record Payments(Charging charging, Refunding refunding) {
  static Payments of(
      PaymentStore store,
      PaymentGateway port,
      Clock clock,
      Duration lease,
      Duration keyHorizon,
      Steps steps) {
    PaymentGateway gateway = new SteppingGateway(port, steps);
    Leases leases = new Leases(store, clock, lease, steps);
    ChargeResolution charges = new ChargeResolution(gateway, leases, clock, steps);
    RefundResolution refunds = new RefundResolution(gateway, leases, clock, keyHorizon, steps);
    return new Payments(
        new Charging(store, charges, leases, clock, steps),
        new Refunding(store, charges, refunds, leases, clock, steps));
  }
}
