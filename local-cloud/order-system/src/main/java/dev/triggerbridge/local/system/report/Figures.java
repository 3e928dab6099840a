package dev.triggerbridge.local.system.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.triggerbridge.local.system.check.AuditCount;
import dev.triggerbridge.local.system.check.DeadLetters;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.OrderHistory;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.LedgerEntry.Kind;
import dev.triggerbridge.local.system.snapshot.OrderRow;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the report out of the same evidence that the invariants judge. Pure. */
public final class Figures {
  private Figures() {}

  /**
   * The report. Counts cover everything in the stores; speed and latency only this run.
   *
   * @param evidence what was read
   * @param verdicts what was judged
   * @param seed the plan's seed
   * @param orderPrefix how the ids of this run's orders begin
   */
  public static Report of(
      Evidence evidence, List<Verdict> verdicts, long seed, String orderPrefix) {
    Snapshot snapshot = evidence.snapshot();
    AuditCount audit = AuditCount.of(snapshot);
    List<OrderHistory> run =
        evidence.histories().byOrder().values().stream()
            .filter(order -> order.orderId().startsWith(orderPrefix))
            .toList();
    return new Report(
        verdicts.stream().allMatch(Verdict::holds),
        seed,
        orders(snapshot),
        payments(snapshot.ledger()),
        new Report.Inventory(oversold(evidence)),
        DeadLetters.found(snapshot).size(),
        new Report.Audit(audit.records(), audit.streamMessages(), audit.gaps()),
        ordersPerSecond(run),
        latency(run),
        verdicts);
  }

  private static Report.Orders orders(Snapshot snapshot) {
    Map<String, Long> cancelled =
        snapshot.orders().stream()
            .filter(row -> row.status().equals("CANCELLED"))
            .collect(
                groupingBy(row -> String.valueOf(row.cancelReason()), TreeMap::new, counting()));
    return new Report.Orders(
        new HashSet<>(snapshot.journal().placed().values()).size(),
        snapshot.orders().stream().filter(row -> row.status().equals("CONFIRMED")).count(),
        cancelled);
  }

  private static Report.Payments payments(List<LedgerEntry> ledger) {
    Map<String, Long> charges =
        ledger.stream()
            .filter(entry -> entry.kind() == Kind.CHARGE)
            .collect(groupingBy(LedgerEntry::orderId, counting()));
    long total = charges.values().stream().mapToLong(Long::longValue).sum();
    return new Report.Payments(total, ledger.size() - total, total - charges.size());
  }

  private static long oversold(Evidence evidence) {
    Map<String, Long> confirmed = new HashMap<>();
    for (OrderRow row : evidence.snapshot().orders()) {
      OrderHistory order = evidence.histories().byOrder().get(row.orderId());
      if (order != null && row.status().equals("CONFIRMED")) {
        order.wanted().forEach((sku, quantity) -> confirmed.merge(sku, quantity, Long::sum));
      }
    }
    Map<String, Long> stock = evidence.snapshot().journal().stock();
    return confirmed.entrySet().stream()
        .mapToLong(entry -> Math.max(0, entry.getValue() - stock.getOrDefault(entry.getKey(), 0L)))
        .sum();
  }

  private static double ordersPerSecond(List<OrderHistory> run) {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    long done = 0;
    for (OrderHistory order : run) {
      Instant asked = order.requests().get(0);
      first = asked.isBefore(first) ? asked : first;
      Instant ended = order.ended();
      if (ended != null) {
        done++;
        last = ended.isAfter(last) ? ended : last;
      }
    }
    if (done == 0 || !last.isAfter(first)) {
      return 0;
    }
    double seconds = Duration.between(first, last).toNanos() / 1e9;
    return Math.round(done / seconds * 10) / 10.0;
  }

  private static Report.Latency latency(List<OrderHistory> run) {
    long[] millis =
        run.stream()
            .flatMap(
                order ->
                    order.confirmations().values().stream()
                        .map(confirmed -> Duration.between(order.requests().get(0), confirmed)))
            .mapToLong(Duration::toMillis)
            .toArray();
    return new Report.Latency(Percentiles.of(millis, 50), Percentiles.of(millis, 99));
  }
}
