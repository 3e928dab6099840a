package dev.triggerbridge.functions.reconciliation;

import com.stripe.exception.StripeException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares gateway and table, beside live traffic. What seems wrong is looked at a second time,
 * order by order and consistently, before it is listed: lists and scans see their parts at
 * different moments. Nothing is charged, refunded or written.
 */
final class Reconciliation {
  // The gateway's clock may be behind ours.
  private static final Duration CLOCK_MARGIN = Duration.ofHours(1);

  private final GatewayBooks gateway;
  private final PaymentRows table;
  private final Clock clock;
  private final Limits limits;

  Reconciliation(GatewayBooks gateway, PaymentRows table, Clock clock, Limits limits) {
    this.gateway = gateway;
    this.table = table;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * What was compared.
   *
   * @param since epoch milliseconds from which charges were looked at
   */
  record Result(long since, int charges, int rows, List<Difference> differences) {}

  /**
   * Compares; blocks, and holds the window's charges and the table's rows in memory.
   *
   * @throws StripeException if the gateway cannot be read
   */
  Result run() throws StripeException {
    long since = clock.millis() - limits.window().plus(CLOCK_MARGIN).toMillis();
    List<GatewayCharge> charges = gateway.since(since);
    List<PaymentRow> rows = table.all();
    Map<String, List<GatewayCharge>> byOrder = new LinkedHashMap<>();
    charges.forEach(
        charge ->
            byOrder.computeIfAbsent(charge.orderId(), ignored -> new ArrayList<>()).add(charge));
    Map<String, PaymentRow> rowOf = new LinkedHashMap<>();
    rows.forEach(row -> rowOf.put(row.orderId(), row));
    List<Difference> differences = new ArrayList<>();
    // Charges without an order have nothing in common but that.
    byOrder
        .getOrDefault("", List.of())
        .forEach(charge -> differences.addAll(judgement().of("", null, List.of(charge))));
    byOrder.remove("");
    TreeSet<String> orders = new TreeSet<>(rowOf.keySet());
    orders.addAll(byOrder.keySet());
    for (String orderId : orders) {
      List<GatewayCharge> seen = byOrder.getOrDefault(orderId, List.of());
      if (!judgement().of(orderId, rowOf.get(orderId), seen).isEmpty()) {
        differences.addAll(secondLook(orderId, seen));
      }
    }
    return new Result(since, charges.size(), rows.size(), differences);
  }

  private List<Difference> secondLook(String orderId, List<GatewayCharge> seen)
      throws StripeException {
    TreeSet<String> ids = new TreeSet<>();
    seen.forEach(charge -> ids.add(charge.id()));
    // The row first: what it names by then is asked for after it.
    PaymentRow row = table.find(orderId);
    if (row != null && row.chargeId() != null) {
      ids.add(row.chargeId());
    }
    List<GatewayCharge> charges = new ArrayList<>();
    for (String id : ids) {
      GatewayCharge charge = find(id);
      if (charge != null) {
        charges.add(charge);
      }
    }
    return judgement().of(orderId, row, charges);
  }

  private @Nullable GatewayCharge find(String id) throws StripeException {
    try {
      return gateway.find(id);
    } catch (StripeException e) {
      if ("resource_missing".equals(e.getCode())) {
        return null;
      }
      throw e;
    }
  }

  private Judgement judgement() {
    return new Judgement(limits, clock.millis());
  }
}
