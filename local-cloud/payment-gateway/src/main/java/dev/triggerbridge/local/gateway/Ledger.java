package dev.triggerbridge.local.gateway;

import java.util.List;

/**
 * Everything the gateway did, in the order it did it.
 *
 * @param charges money taken
 * @param refunds money given back
 * @param declines refused charges
 */
public record Ledger(List<Charge> charges, List<Refund> refunds, List<Decline> declines) {
  public Ledger {
    charges = List.copyOf(charges);
    refunds = List.copyOf(refunds);
    declines = List.copyOf(declines);
  }

  /** Charges of an order. */
  public List<Charge> chargesOf(String orderId) {
    return charges.stream().filter(charge -> charge.orderId().equals(orderId)).toList();
  }

  /** Refunds of an order. */
  public List<Refund> refundsOf(String orderId) {
    return refunds.stream().filter(refund -> refund.orderId().equals(orderId)).toList();
  }

  /** Minor units taken and not given back. */
  public long netOf(String orderId) {
    return chargesOf(orderId).stream().mapToLong(Charge::amount).sum()
        - refundsOf(orderId).stream().mapToLong(Refund::amount).sum();
  }

  /**
   * Money taken.
   *
   * @param key the idempotency key, empty if the client gave none
   * @param amount in minor units
   * @param currency ISO 4217, upper case
   * @param at epoch milliseconds
   */
  public record Charge(
      String id,
      String paymentIntent,
      String orderId,
      String customerId,
      String key,
      long amount,
      String currency,
      long at) {}

  /**
   * Money given back.
   *
   * @param key the idempotency key, empty if the client gave none
   * @param amount in minor units
   * @param currency ISO 4217, upper case
   * @param at epoch milliseconds
   */
  public record Refund(
      String id,
      String paymentIntent,
      String orderId,
      String key,
      long amount,
      String currency,
      long at) {}

  /**
   * A refused charge.
   *
   * @param code as answered, for example {@code card_declined}
   * @param at epoch milliseconds
   */
  public record Decline(
      String paymentIntent,
      String orderId,
      String customerId,
      String key,
      long amount,
      String currency,
      String code,
      long at) {}
}
