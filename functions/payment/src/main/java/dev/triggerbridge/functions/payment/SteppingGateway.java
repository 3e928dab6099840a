package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.gateway.Refund;
import java.util.function.Supplier;

/**
 * Tells the steps of every call of a gateway, whichever it is.
 *
 * @param gateway that is called
 * @param steps told before and after
 */
record SteppingGateway(PaymentGateway gateway, Steps steps) implements PaymentGateway {
  @Override
  public GatewayAnswer charge(String key, Charge charge) {
    return between(
        Steps.BEFORE_CHARGE_CALL, () -> gateway.charge(key, charge), Steps.AFTER_CHARGE_CALL);
  }

  @Override
  public GatewayAnswer findCharge(String key, Charge charge) {
    return between(
        Steps.BEFORE_FIND_CHARGE, () -> gateway.findCharge(key, charge), Steps.AFTER_FIND_CHARGE);
  }

  @Override
  public GatewayAnswer refund(String key, Refund refund) {
    return between(
        Steps.BEFORE_REFUND_CALL, () -> gateway.refund(key, refund), Steps.AFTER_REFUND_CALL);
  }

  @Override
  public GatewayAnswer findRefund(Refund refund) {
    return between(
        Steps.BEFORE_FIND_REFUND, () -> gateway.findRefund(refund), Steps.AFTER_FIND_REFUND);
  }

  private GatewayAnswer between(String before, Supplier<GatewayAnswer> call, String after) {
    steps.reached(before);
    GatewayAnswer answer = call.get();
    steps.reached(after);
    return answer;
  }
}
