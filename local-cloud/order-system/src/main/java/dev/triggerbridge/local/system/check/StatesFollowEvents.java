package dev.triggerbridge.local.system.check;

import java.util.ArrayList;
import java.util.List;

/** A confirmed order was paid and reserved; a cancelled one has the event that its reason names. */
final class StatesFollowEvents implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    for (OrderHistory order : evidence.histories().byOrder().values()) {
      if (!order.confirmations().isEmpty()) {
        require(order, "confirmed", "payments.completed.v1", violations);
        require(order, "confirmed", "inventory.reserved.v1", violations);
      }
      for (String reason : order.cancellations().values()) {
        switch (reason) {
          case "PAYMENT_DECLINED" -> require(order, reason, "payments.failed.v1", violations);
          case "OUT_OF_STOCK" -> require(order, reason, "inventory.rejected.v1", violations);
          case "DEADLINE_EXCEEDED" -> require(order, reason, "orders.deadline.v1", violations);
          default ->
              violations.add(
                  "order %s is cancelled for an unknown reason %s"
                      .formatted(order.orderId(), reason));
        }
      }
    }
    return Verdict.of(
        "states follow from payment and inventory events",
        violations,
        evidence.histories().byOrder().size() + " orders");
  }

  private static void require(
      OrderHistory order, String because, String subject, List<String> violations) {
    if (!order.subjects().contains(subject)) {
      violations.add("order %s is %s without %s".formatted(order.orderId(), because, subject));
    }
  }
}
