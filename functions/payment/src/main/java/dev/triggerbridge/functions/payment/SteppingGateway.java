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
  public GatewayAnswer create(String key, Charge charge) {
    return between(
        Steps.BEFORE_CREATE_CALL, () -> gateway.create(key, charge), Steps.AFTER_CREATE_CALL);
  }

  @Override
  public GatewayAnswer find(String key, Charge charge) {
    return between(Steps.BEFORE_FIND_CALL, () -> gateway.find(key, charge), Steps.AFTER_FIND_CALL);
  }

  @Override
  public GatewayAnswer retrieve(String id, Charge charge) {
    return between(
        Steps.BEFORE_RETRIEVE_CALL, () -> gateway.retrieve(id, charge), Steps.AFTER_RETRIEVE_CALL);
  }

  @Override
  public GatewayAnswer confirm(String key, String id, Charge charge) {
    return between(
        Steps.BEFORE_CONFIRM_CALL,
        () -> gateway.confirm(key, id, charge),
        Steps.AFTER_CONFIRM_CALL);
  }

  @Override
  public GatewayAnswer cancel(String key, String id, Charge charge) {
    return between(
        Steps.BEFORE_CANCEL_CALL, () -> gateway.cancel(key, id, charge), Steps.AFTER_CANCEL_CALL);
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
