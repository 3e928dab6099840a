package dev.triggerbridge.events;

import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Converts between the versions of OrderCreated, exactly or not at all. Immutable and thread-safe.
 */
public final class OrderUpcaster {
  private static final int MOST_DIGITS = 16;

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
    long minor = v2.getTotal().getMinorUnits();
    if (!isExact(minor, digits.get())) {
      return Optional.empty();
    }
    return Optional.of(
        dev.triggerbridge.events.orders.v1.OrderCreated.newBuilder()
            .setMessageId(v2.getMessageId())
            .setOrderId(v2.getOrderId())
            .setCustomerId(v2.getCustomerId())
            .setTotalAmount(majorUnits(minor, digits.get()))
            .setCreatedAt(v2.getCreatedAt())
            .setCurrency(v2.getTotal().getCurrency())
            .addAllItems(v2.getItemsList())
            .setPaymentMethod(v2.getPaymentMethod())
            .build());
  }

  private static long minorUnits(double amount, String currency) throws InvalidEventException {
    int digits = Currencies.requireFractionDigits("currency", currency);
    EventValidation.requireAmount("total_amount", amount);
    BigDecimal exact = BigDecimal.valueOf(amount).movePointRight(digits).stripTrailingZeros();
    if (exact.precision() - exact.scale() > MOST_DIGITS) {
      throw tooLarge(amount);
    }
    if (exact.scale() > 0) {
      throw new InvalidEventException(
          "AMOUNT_NOT_EXACT",
          "total_amount",
          Double.toString(amount),
          currency + " has " + digits + " fraction digits; send an amount that fits them");
    }
    long minor = exact.longValueExact();
    if (!isExact(minor, digits)) {
      throw tooLarge(amount);
    }
    return minor;
  }

  /**
   * Whether the double of this amount is the double of no other amount. Doubles grow apart faster
   * than minor units: from about 2^46 euros on, two amounts a cent apart can share one.
   */
  private static boolean isExact(long minor, int digits) {
    if (minor < 0 || minor >= 1L << 53) {
      return false;
    }
    double amount = majorUnits(minor, digits);
    return amount != majorUnits(minor - 1, digits) && amount != majorUnits(minor + 1, digits);
  }

  private static double majorUnits(long minor, int digits) {
    return BigDecimal.valueOf(minor, digits).doubleValue();
  }

  private static InvalidEventException tooLarge(double amount) {
    return new InvalidEventException(
        "AMOUNT_NOT_EXACT",
        "total_amount",
        Double.toString(amount),
        "too large to be exact as a double; send orders.created.v2 with minor units");
  }
}
