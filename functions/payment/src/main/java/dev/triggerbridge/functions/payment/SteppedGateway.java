package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.gateway.Refund;
import java.util.function.Supplier;

/** Tells of the moments before and after every call of a gateway: {@code payment.before-create}. */
record SteppedGateway(PaymentGateway gateway, Steps steps) implements PaymentGateway {
  @Override
  public GatewayAnswer create(String key, Charge charge) {
    return stepped("create", () -> gateway.create(key, charge));
  }

  @Override
  public GatewayAnswer find(String key, Charge charge) {
    return stepped("find", () -> gateway.find(key, charge));
  }

  @Override
  public GatewayAnswer retrieve(String id, Charge charge) {
    return stepped("retrieve", () -> gateway.retrieve(id, charge));
  }

  @Override
  public GatewayAnswer confirm(String key, String id, Charge charge) {
    return stepped("confirm", () -> gateway.confirm(key, id, charge));
  }

  @Override
  public GatewayAnswer cancel(String key, String id, Charge charge) {
    return stepped("cancel", () -> gateway.cancel(key, id, charge));
  }

  @Override
  public GatewayAnswer refund(String key, Refund refund) {
    return stepped("refund", () -> gateway.refund(key, refund));
  }

  @Override
  public GatewayAnswer findRefund(Refund refund) {
    return stepped("find-refund", () -> gateway.findRefund(refund));
  }

  private GatewayAnswer stepped(String call, Supplier<GatewayAnswer> calling) {
    steps.reached("payment.before-" + call);
    GatewayAnswer answer = calling.get();
    steps.reached("payment.after-" + call + "-call");
    return answer;
  }
}
