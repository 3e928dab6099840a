package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.support.NatsBatchHandler;

/** The payment function's Lambda entry point. */
public final class PaymentHandler extends NatsBatchHandler {
  /** Starts with the settings of the environment. */
  public PaymentHandler() {
    super(new PaymentFunctions());
  }
}
