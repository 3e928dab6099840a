package dev.triggerbridge.events;

import java.util.Currency;
import java.util.Optional;

/** ISO 4217, as the JDK knows it. */
final class Currencies {
  private Currencies() {}

  /** Digits after the decimal point: 2 for EUR, 0 for JPY, 3 for KWD; empty if unknown. */
  static Optional<Integer> fractionDigits(String code) {
    try {
      int digits = Currency.getInstance(code).getDefaultFractionDigits();
      return digits < 0 ? Optional.empty() : Optional.of(digits);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static int requireFractionDigits(String field, String code) throws InvalidEventException {
    Optional<Integer> digits = fractionDigits(code);
    if (digits.isEmpty()) {
      throw new InvalidEventException(
          "UNKNOWN_CURRENCY", field, code, "use an ISO 4217 code with minor units, such as EUR");
    }
    return digits.get();
  }
}
