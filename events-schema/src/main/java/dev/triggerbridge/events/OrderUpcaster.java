package dev.triggerbridge.events;

import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Converts between the versions of OrderCreated, exactly or not at all. Immutable and thread-safe.
 */
public final class OrderUpcaster {
  /** Above 2^53 a double cannot hold every whole number. */
  private static final BigDecimal LARGEST_EXACT = BigDecimal.valueOf(1L << 53);

  private final String defaultCurrency;

  /**
   * @param defaultCurrency ISO 4217 code for v1 events without one
   * @throws IllegalArgumentException if it is unknown
   */
  public OrderUpcaster(String defaultCurrency) {
    if (Currencies.fractionDigits(defaultCurrency).isEmpty()) {
      throw new IllegalArgumentException(
          "default currency '" + defaultCurrency + "' is no ISO 4217 code; use one such as EUR");
    }
    this.defaultCurrency = defaultCurrency;
  }

  /**
   * The same order as v2.
   *
   * @throws InvalidEventException if the amount is no exact number of minor units; nothing is ever
   *     rounded
   */
  public OrderCreated toV2(dev.triggerbridge.events.orders.v1.OrderCreated v1)
      throws InvalidEventException {
    String currency = v1.getCurrency().isEmpty() ? defaultCurrency : v1.getCurrency();
    return OrderCreated.newBuilder()
        .setMessageId(v1.getMessageId())
        .setOrderId(v1.getOrderId())
        .setCustomerId(v1.getCustomerId())
        .setTotal(
            Money.newBuilder()
                .setMinorUnits(minorUnits(v1.getTotalAmount(), currency))
                .setCurrency(currency))
        .addAllItems(v1.getItemsList())
        .setPaymentMethod(v1.getPaymentMethod())
        .setCreatedAt(v1.getCreatedAt())
        .build();
  }

  /**
   * The same order as v1 for consumers that have not migrated.
   *
   * @return empty if v1's double cannot hold the amount exactly
   */
  public static Optional<dev.triggerbridge.events.orders.v1.OrderCreated> toV1(OrderCreated v2) {
    Optional<Integer> digits = Currencies.fractionDigits(v2.getTotal().getCurrency());
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal minor = BigDecimal.valueOf(v2.getTotal().getMinorUnits());
    if (minor.abs().compareTo(LARGEST_EXACT) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        dev.triggerbridge.events.orders.v1.OrderCreated.newBuilder()
            .setMessageId(v2.getMessageId())
            .setOrderId(v2.getOrderId())
            .setCustomerId(v2.getCustomerId())
            .setTotalAmount(minor.movePointLeft(digits.get()).doubleValue())
            .setCreatedAt(v2.getCreatedAt())
            .setCurrency(v2.getTotal().getCurrency())
            .addAllItems(v2.getItemsList())
            .setPaymentMethod(v2.getPaymentMethod())
            .build());
  }

  private static long minorUnits(double amount, String currency) throws InvalidEventException {
    int digits = Currencies.requireFractionDigits("currency", currency);
    EventValidation.requireAmount("total_amount", amount);
    BigDecimal minor = BigDecimal.valueOf(amount).movePointRight(digits);
    if (minor.compareTo(LARGEST_EXACT) > 0) {
      throw new InvalidEventException(
          "AMOUNT_NOT_EXACT",
          "total_amount",
          Double.toString(amount),
          "too large to be exact as a double; send orders.created.v2 with minor units");
    }
    try {
      return minor.setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    } catch (ArithmeticException e) {
      throw new InvalidEventException(
          "AMOUNT_NOT_EXACT",
          "total_amount",
          Double.toString(amount),
          currency + " has " + digits + " fraction digits; send an amount that fits them");
    }
  }
}
