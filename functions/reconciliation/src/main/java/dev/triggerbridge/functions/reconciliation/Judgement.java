package dev.triggerbridge.functions.reconciliation;

import dev.triggerbridge.functions.reconciliation.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one order, by its row and its charges. Pure.
 *
 * @param now epoch milliseconds
 */
record Judgement(Limits limits, long now) {
  private static final Set<String> PAID = Set.of("CHARGED", "REFUNDING", "REFUNDED");
  private static final Set<String> OPEN = Set.of("PENDING", "UNKNOWN", "REFUNDING");

  /**
   * Judges.
   *
   * @param row null if the table has none
   * @param charges all that the gateway took for the order
   */
  List<Difference> of(String orderId, @Nullable PaymentRow row, List<GatewayCharge> charges) {
    List<Difference> found = new ArrayList<>();
    if (row != null) {
      openOrHeld(row, found);
    }
    if (isInFlight(row, charges)) {
      return found;
    }
    if (charges.size() > 1) {
      charges.forEach(
          charge ->
              found.add(of(Kind.SEVERAL_CHARGES, charge, "one of " + charges.size() + " charges")));
    }
    charges.forEach(charge -> compare(row, charge, found));
    if (row != null && owesACharge(row, charges)) {
      found.add(
          new Difference(
              Kind.ROW_WITHOUT_CHARGE,
              orderId,
              row.chargeId() == null ? "" : row.chargeId(),
              "the row is %s, and the gateway took nothing for it".formatted(row.status())));
    }
    return found;
  }

  private void openOrHeld(PaymentRow row, List<Difference> found) {
    String chargeId = row.chargeId() == null ? "" : row.chargeId();
    if (row.status().equals("HOLD")) {
      found.add(
          new Difference(
              Kind.HOLD, row.orderId(), chargeId, row.detail() == null ? "" : row.detail()));
    } else if (OPEN.contains(row.status()) && now - row.createdAt() > limits.open().toMillis()) {
      found.add(
          new Difference(
              Kind.OPEN_TOO_LONG,
              row.orderId(),
              chargeId,
              "%s for %d minutes".formatted(row.status(), (now - row.createdAt()) / 60_000)));
    }
  }

  // Money moves before the row says so: what is young on either side may only be on its way.
  private boolean isInFlight(@Nullable PaymentRow row, List<GatewayCharge> charges) {
    long youngest = row == null ? 0 : row.updatedAt();
    for (GatewayCharge charge : charges) {
      youngest = Math.max(youngest, Math.max(charge.createdAt(), charge.refundedAt()));
    }
    return now - youngest < limits.grace().toMillis();
  }

  private void compare(@Nullable PaymentRow row, GatewayCharge charge, List<Difference> found) {
    if (row == null) {
      found.add(of(Kind.CHARGE_WITHOUT_ROW, charge, "the table does not know the order"));
      return;
    }
    if (!PAID.contains(row.status()) || !charge.id().equals(row.chargeId())) {
      // On hold the row says of itself that it is to be looked at; so is this.
      found.add(
          of(
              Kind.CHARGE_NOT_IN_ROW,
              charge,
              "the row is %s with charge %s".formatted(row.status(), row.chargeId())));
      return;
    }
    if (charge.amount() != row.amount() || !charge.currency().equals(row.currency())) {
      found.add(
          of(
              Kind.OTHER_AMOUNT,
              charge,
              "the gateway took %d %s, the row says %d %s"
                  .formatted(charge.amount(), charge.currency(), row.amount(), row.currency())));
    }
    if (row.status().equals("REFUNDED") && charge.refunded() != charge.amount()) {
      found.add(of(Kind.ROW_WITHOUT_REFUND, charge, "the gateway gave back " + charge.refunded()));
    }
    if (row.status().equals("CHARGED") && charge.refunded() > 0) {
      found.add(of(Kind.REFUND_NOT_IN_ROW, charge, "the gateway gave back " + charge.refunded()));
    }
  }

  private boolean owesACharge(PaymentRow row, List<GatewayCharge> charges) {
    return PAID.contains(row.status())
        && row.amount() > 0
        && now - row.createdAt() < limits.window().toMillis()
        && charges.stream().noneMatch(charge -> charge.id().equals(row.chargeId()));
  }

  private static Difference of(Kind kind, GatewayCharge charge, String detail) {
    return new Difference(kind, charge.orderId(), charge.id(), detail);
  }
}
