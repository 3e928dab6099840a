package dev.triggerbridge.local.system.snapshot;

/**
 * Money the gateway moved.
 *
 * @param kind direction
 * @param orderId order it was moved for
 * @param idempotencyKey key the caller gave
 * @param amountMinor minor units, positive in both directions
 * @param currency ISO 4217 code, upper case
 */
public record LedgerEntry(
    Kind kind, String orderId, String idempotencyKey, long amountMinor, String currency) {
  /** Direction. */
  public enum Kind {
    CHARGE,
    REFUND
  }
}
