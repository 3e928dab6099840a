package dev.triggerbridge.functions.saga;

import java.util.Set;

/** What tables and ledger say about one order; {@code -} where there is no row or attribute. */
record Books(
    String order,
    String reason,
    String origin,
    String payment,
    String reservation,
    long available,
    long reserved,
    int charges,
    int refunds) {
  private static final Set<String> FINAL = Set.of("CONFIRMED", "CANCELLED");

  boolean isFinal() {
    return FINAL.contains(order);
  }

  /** Nobody has heard of the order yet. */
  boolean isUntouched() {
    return order.equals("-") && payment.equals("-") && reservation.equals("-");
  }

  /** What must hold at every moment; the sentence that is broken, or empty. */
  String wrongNow(Scenario scenario) {
    if (charges > 1) {
      return "charged " + charges + " times";
    }
    if (refunds > charges) {
      return refunds + " refunds of " + charges + " charges";
    }
    if (available < 0 || reserved < 0 || available + reserved != scenario.stock()) {
      return "stock is not conserved";
    }
    return "";
  }

  /** What must hold when nothing is on its way any more; the sentence that is broken, or empty. */
  String wrongAtTheEnd() {
    return switch (order) {
      case "CONFIRMED" ->
          charges == 1
                  && refunds == 0
                  && reserved == Scenario.QUANTITY
                  && payment.equals("CHARGED")
                  && reservation.equals("RESERVED")
              ? ""
              : "confirmed, but not paid and reserved";
      case "CANCELLED" -> {
        if (charges != refunds) {
          yield "cancelled, but not refunded";
        }
        if (reserved != 0) {
          yield "cancelled, but stock is not restored";
        }
        yield Set.of("REFUNDED", "DECLINED", "CANCELLED").contains(payment)
                && Set.of("RELEASED", "REJECTED", "CANCELLED").contains(reservation)
            ? ""
            : "cancelled, but the participants do not know";
      }
      default -> "not ended";
    };
  }
}
