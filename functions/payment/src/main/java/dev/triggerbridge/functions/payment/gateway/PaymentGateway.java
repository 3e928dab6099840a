package dev.triggerbridge.functions.payment.gateway;

/**
 * Takes money and gives it back, in Stripe's two steps: a charge is created, which moves nothing
 * and gives it an identity, and then confirmed by that identity. Calls block, are safe from any
 * thread, and answer with a value whatever happens on the way: they never throw for what a network
 * or a gateway can do, and repeat nothing by themselves.
 *
 * <p>"Charged once" rests on the gateway charging one identity at most once, whatever keys its
 * confirmations carry. A key only makes sure that a repetition is answered like the first request;
 * gateways forget keys after a day.
 */
public interface PaymentGateway {
  /**
   * Creates a charge under a key. Moves no money.
   *
   * @return {@link GatewayAnswer.Created}, or why there is none; never Done, Absent or Cancelled
   */
  GatewayAnswer create(String key, Charge charge);

  /**
   * Looks for a charge that was created for the order under the key, by the gateway's search, which
   * may be late: an absent charge may exist.
   *
   * @return {@link GatewayAnswer.Created} if it waits for its confirmation; {@link
   *     GatewayAnswer.Contradiction} if the order was charged otherwise
   */
  GatewayAnswer find(String key, Charge charge);

  /**
   * Asks what became of a created charge; never late.
   *
   * @return {@link GatewayAnswer.Created} if it waits for its confirmation; never Absent
   */
  GatewayAnswer retrieve(String id, Charge charge);

  /**
   * Charges what was created, unless it is charged already.
   *
   * @return never Absent or Created
   */
  GatewayAnswer confirm(String key, String id, Charge charge);

  /**
   * Makes sure that what was created is never charged from now on.
   *
   * @return {@link GatewayAnswer.Cancelled}, or {@link GatewayAnswer.Done} if it was charged
   *     before; never Absent or Created
   */
  GatewayAnswer cancel(String key, String id, Charge charge);

  /**
   * Gives a whole charge back under a key.
   *
   * @return never Absent, Created or Cancelled
   */
  GatewayAnswer refund(String key, Refund refund);

  /**
   * Asks what became of a refund.
   *
   * @return {@link GatewayAnswer.Absent} if the gateway has none for the charge
   */
  GatewayAnswer findRefund(Refund refund);
}
