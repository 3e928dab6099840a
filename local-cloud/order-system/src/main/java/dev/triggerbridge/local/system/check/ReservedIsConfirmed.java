package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.StockRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is reserved is what confirmed orders ask for: cancelled orders hold nothing. */
final class ReservedIsConfirmed implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    Map<String, Long> wanted = new HashMap<>();
    for (OrderRow row : evidence.snapshot().orders()) {
      OrderHistory order = evidence.histories().byOrder().get(row.orderId());
      if (order != null && row.status().equals("CONFIRMED")) {
        order.wanted().forEach((sku, quantity) -> wanted.merge(sku, quantity, Long::sum));
      }
    }
    Map<String, Long> reserved = new HashMap<>();
    for (StockRow row : evidence.snapshot().stock()) {
      reserved.merge(row.sku(), row.reserved(), Long::sum);
    }
    TreeSet<String> skus = new TreeSet<>(wanted.keySet());
    skus.addAll(reserved.keySet());
    List<String> violations = new ArrayList<>();
    for (String sku : skus) {
      long want = wanted.getOrDefault(sku, 0L);
      long have = reserved.getOrDefault(sku, 0L);
      if (want != have) {
        violations.add("%s: %d reserved, %d in confirmed orders".formatted(sku, have, want));
      }
    }
    return Verdict.of(
        "reserved stock is that of confirmed orders", violations, skus.size() + " SKUs");
  }
}
