package dev.triggerbridge.local.system.plan;

/**
 * One line of an order.
 *
 * @param sku stock keeping unit
 * @param quantity pieces, at least 1
 * @param unitPriceMinor price of one piece in minor units of {@link PlannedOrder#CURRENCY}
 */
public record Line(String sku, long quantity, long unitPriceMinor) {
  /** Quantity times unit price, in minor units. */
  public long amountMinor() {
    return Math.multiplyExact(quantity, unitPriceMinor);
  }
}
