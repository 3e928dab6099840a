package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.StockRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Available and reserved pieces add up to the initial stock, and neither is negative. */
final class StockIsConserved implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    Map<String, Long> found = new HashMap<>();
    for (StockRow row : evidence.snapshot().stock()) {
      found.merge(row.sku(), row.available() + row.reserved(), Long::sum);
      if (row.available() < 0 || row.reserved() < 0) {
        violations.add(
            "%s has %d available and %d reserved"
                .formatted(row.sku(), row.available(), row.reserved()));
      }
    }
    Map<String, Long> initial = evidence.snapshot().journal().stock();
    initial.forEach(
        (sku, pieces) -> {
          Long now = found.get(sku);
          if (!pieces.equals(now)) {
            violations.add("%s began with %d and has %s".formatted(sku, pieces, now));
          }
        });
    return Verdict.of(
        "stock is conserved and never negative", violations, initial.size() + " SKUs");
  }
}
