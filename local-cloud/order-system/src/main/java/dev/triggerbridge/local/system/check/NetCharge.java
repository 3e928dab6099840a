package dev.triggerbridge.local.system.check;

import static java.util.stream.Collectors.groupingBy;

import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.LedgerEntry.Kind;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * By the gateway's ledger, a confirmed order is charged its total once and a cancelled one nothing.
 */
final class NetCharge implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    Map<String, List<LedgerEntry>> ledger =
        evidence.snapshot().ledger().stream().collect(groupingBy(LedgerEntry::orderId));
    Map<String, OrderHistory> orders = evidence.histories().byOrder();
    List<String> violations = new ArrayList<>();
    for (OrderRow row : evidence.snapshot().orders()) {
      OrderHistory order = orders.get(row.orderId());
      if (order != null) {
        judge(order, row.status(), ledger.getOrDefault(row.orderId(), List.of()), violations);
      }
    }
    TreeSet<String> unknown = new TreeSet<>(ledger.keySet());
    unknown.removeAll(orders.keySet());
    unknown.forEach(orderId -> violations.add("money moved for unknown order " + orderId));
    return Verdict.of(
        "net charge is 1 for confirmed and 0 for cancelled orders",
        violations,
        evidence.snapshot().ledger().size() + " ledger entries");
  }

  private static void judge(
      OrderHistory order, String status, List<LedgerEntry> entries, List<String> violations) {
    long charges = entries.stream().filter(entry -> entry.kind() == Kind.CHARGE).count();
    long refunds = entries.size() - charges;
    long expected = status.equals("CONFIRMED") ? 1 : 0;
    if (charges - refunds != expected || charges > 1) {
      violations.add(
          "order %s is %s with %d charges and %d refunds"
              .formatted(order.orderId(), status, charges, refunds));
      return;
    }
    for (LedgerEntry entry : entries) {
      if (entry.amountMinor() != order.totalMinor() || !entry.currency().equals(order.currency())) {
        violations.add(
            "order %s of %d %s has a %s of %d %s"
                .formatted(
                    order.orderId(),
                    order.totalMinor(),
                    order.currency(),
                    entry.kind(),
                    entry.amountMinor(),
                    entry.currency()));
      }
    }
  }
}
