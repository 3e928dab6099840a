package dev.triggerbridge.local.system.check;

import static java.util.stream.Collectors.groupingBy;

import dev.triggerbridge.local.system.snapshot.OrderRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Each order is in exactly one final state, and row and event agree on which. */
final class OneFinalState implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    Map<String, List<OrderRow>> rows =
        evidence.snapshot().orders().stream().collect(groupingBy(OrderRow::orderId));
    Map<String, OrderHistory> orders = evidence.histories().byOrder();
    List<String> violations = new ArrayList<>();
    for (OrderHistory order : orders.values()) {
      judge(order, rows.getOrDefault(order.orderId(), List.of()), violations);
    }
    TreeSet<String> unasked = new TreeSet<>(rows.keySet());
    unasked.removeAll(orders.keySet());
    unasked.forEach(orderId -> violations.add("nobody placed order " + orderId));
    return Verdict.of(
        "each order is in exactly one final state", violations, orders.size() + " orders");
  }

  private static void judge(OrderHistory order, List<OrderRow> rows, List<String> violations) {
    if (rows.size() != 1) {
      violations.add("order %s has %d rows".formatted(order.orderId(), rows.size()));
      return;
    }
    OrderRow row = rows.get(0);
    int confirmed = order.confirmations().size();
    int cancelled = order.cancellations().size();
    boolean agrees =
        switch (row.status()) {
          case "CONFIRMED" -> confirmed == 1 && cancelled == 0;
          case "CANCELLED" ->
              confirmed == 0
                  && cancelled == 1
                  && order.cancellations().containsValue(String.valueOf(row.cancelReason()));
          default -> false;
        };
    if (!agrees) {
      violations.add(
          "order %s is %s (%s) with %d confirmed and cancelled %s in the stream"
              .formatted(
                  order.orderId(),
                  row.status(),
                  row.cancelReason(),
                  confirmed,
                  order.cancellations().values()));
    }
  }
}
