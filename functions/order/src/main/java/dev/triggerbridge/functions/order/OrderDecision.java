package dev.triggerbridge.functions.order;

import dev.triggerbridge.functions.order.Fact.Side;
import dev.triggerbridge.functions.support.OutputEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When an order ends, and how; pure. */
final class OrderDecision {
  static final String PAYMENT_DECLINED = "PAYMENT_DECLINED";
  static final String OUT_OF_STOCK = "OUT_OF_STOCK";
  static final String DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";

  /** Who decided, where neither side did. */
  private static final String DEADLINE = "DEADLINE";

  private OrderDecision() {}

  /**
   * Ends an open order if enough was said: one no cancels, two yes confirm. Two noes cancel for the
   * payment's reason, whichever came first, so that the reason does not depend on timing.
   *
   * @return whether it ended now
   */
  static boolean apply(OrderItem item, long now) {
    if (!item.status.equals(OrderItem.OPEN)) {
      return false;
    }
    if (Boolean.FALSE.equals(item.paymentGood)) {
      cancel(item, Side.PAYMENT.name(), PAYMENT_DECLINED, item.paymentDetail, now);
    } else if (Boolean.FALSE.equals(item.inventoryGood)) {
      cancel(item, Side.INVENTORY.name(), OUT_OF_STOCK, item.inventoryDetail, now);
    } else if (item.paymentGood != null && item.inventoryGood != null) {
      item.status = OrderItem.CONFIRMED;
      item.finalEvents = List.of(OrderEvents.confirmed(item, now));
    } else {
      return false;
    }
    return true;
  }

  /**
   * Ends an order whose time is up, whatever is missing: a word of payment or inventory, or the
   * order itself, where they spoke of one that never arrived here.
   */
  static void expire(OrderItem item, long now) {
    cancel(item, DEADLINE, DEADLINE_EXCEEDED, waitedFor(item), now);
  }

  /** The final events, if the deadline led to them; else none. */
  static List<OutputEvent> ledToByDeadline(OrderItem item) {
    return DEADLINE.equals(item.decidedBy) ? item.finalEvents : List.of();
  }

  /** The final events, if what this side said led to them; else none. */
  static List<OutputEvent> ledToBy(OrderItem item, Side side) {
    boolean led = item.status.equals(OrderItem.CONFIRMED) || side.name().equals(item.decidedBy);
    return led ? item.finalEvents : List.of();
  }

  private static void cancel(
      OrderItem item, String decider, String reason, @Nullable String detail, long now) {
    item.status = OrderItem.CANCELLED;
    item.cancelReason = reason;
    item.decidedBy = decider;
    item.finalEvents =
        List.of(OrderEvents.cancelled(item, reason, Objects.requireNonNullElse(detail, ""), now));
  }

  private static String waitedFor(OrderItem item) {
    List<String> missing = new ArrayList<>();
    if (item.origin == null) {
      missing.add("ORDER");
    }
    for (Side side : Side.values()) {
      if (item.said(side) == null) {
        missing.add(side.name());
      }
    }
    return "no word of " + String.join(", ", missing);
  }
}
