package dev.triggerbridge.functions.payment;

import dev.triggerbridge.functions.support.NatsBatchHandler;

/** The payment function with Stripe's own client in the place of the deployed adapter. */
public final class StripeSdkHandler extends NatsBatchHandler {
  /** Starts with the settings of the environment. */
  public StripeSdkHandler() {
    super(
        new PaymentFunctions(
            settings -> new StripeSdkGateway(settings.gateway(), settings.readTimeout())));
  }
}
