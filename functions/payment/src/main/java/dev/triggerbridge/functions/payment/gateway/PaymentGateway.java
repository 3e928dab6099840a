package dev.triggerbridge.functions.payment.gateway;

/**
 * Takes money and gives it back. Calls block, are safe from any thread, and answer with a value
 * whatever happens on the way: they never throw for what a network or a gateway can do.
 *
 * <p>"Charged once" rests on the gateway: it must answer every repetition of a key as it answered
 * the first, and refuse a key that comes with other parameters.
 */
public interface PaymentGateway {
  /**
   * Charges under a key.
   *
   * @return anything but {@link GatewayAnswer.Absent}
   */
  GatewayAnswer charge(String key, Charge charge);

  /**
   * Asks what became of a charge.
   *
   * @return {@link GatewayAnswer.Absent} if the gateway has none for the order
   */
  GatewayAnswer findCharge(String key, Charge charge);

  /**
   * Gives a whole charge back under a key.
   *
   * @return anything but {@link GatewayAnswer.Absent}
   */
  GatewayAnswer refund(String key, Refund refund);

  /**
   * Asks what became of a refund.
   *
   * @return {@link GatewayAnswer.Absent} if the gateway has none for the charge
   */
  GatewayAnswer findRefund(Refund refund);
}
