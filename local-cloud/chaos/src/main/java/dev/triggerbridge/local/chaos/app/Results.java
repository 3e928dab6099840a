package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.check.Judgement;
import dev.triggerbridge.local.chaos.check.StruckFault;
import dev.triggerbridge.local.chaos.plan.Scenario;
import dev.triggerbridge.local.chaos.result.RunResult;
import dev.triggerbridge.local.system.plan.Fault;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.LedgerEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the line of a result file out of a run. Pure. */
final class Results {
  private Results() {}

  static RunResult of(
      Scenario scenario, long seed, ChaosRun.Outcome run, String commit, Instant end) {
    String prefix = run.plan().runId() + "-";
    List<LedgerEntry> ledger =
        run.snapshot().ledger().stream()
            .filter(entry -> entry.orderId().startsWith(prefix))
            .toList();
    long charges = count(ledger, Kind.CHARGE);
    long charged =
        ledger.stream()
            .filter(entry -> entry.kind() == Kind.CHARGE)
            .map(LedgerEntry::orderId)
            .distinct()
            .count();
    Map<String, Double> figures =
        scenario == Scenario.GATEWAY_OUTAGE ? OutageFigures.of(run) : null;
    List<String> violations =
        new ArrayList<>(
            run.verdicts().stream()
                .filter(verdict -> !verdict.holds())
                .map(verdict -> verdict.name() + ": " + verdict.detail())
                .toList());
    if (figures != null) {
      violations.addAll(OutageFigures.violations(figures));
    }
    return new RunResult(
        scenario.label(),
        seed,
        run.plan().orders().size(),
        run.orders().stream().filter(order -> !order.confirmations().isEmpty()).count(),
        run.orders().stream().filter(order -> !order.cancellations().isEmpty()).count(),
        charges,
        count(ledger, Kind.REFUND),
        charges - charged,
        faults(run),
        Judgement.recoveries(run.faults(), run.orders()),
        violations,
        Math.round(Duration.between(run.begin(), end).toMillis() / 100.0) / 10.0,
        commit,
        end.truncatedTo(ChronoUnit.SECONDS).toString(),
        figures);
  }

  /** Of a run that came to no end: a system that cannot be healed is a violation, too. */
  static RunResult unended(
      Scenario scenario, long seed, int orders, String commit, Instant end, String why) {
    return new RunResult(
        scenario.label(),
        seed,
        orders,
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        List.of(),
        List.of(why),
        0,
        commit,
        end.truncatedTo(ChronoUnit.SECONDS).toString(),
        null);
  }

  /** Hits by label, with what the order plan does on its own. */
  private static Map<String, Long> faults(ChaosRun.Outcome run) {
    Map<String, Long> hits = new TreeMap<>();
    for (StruckFault fault : run.faults()) {
      hits.merge(fault.planned().label(), fault.hits(), Long::sum);
    }
    hits.put("order-published-twice", run.plan().duplicates());
    for (Map.Entry<Fault, List<String>> planned : run.plan().gatewayFaults().entrySet()) {
      hits.put(
          "one-charge-"
              + planned.getKey().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
          (long) planned.getValue().size());
    }
    return hits;
  }

  private static long count(List<LedgerEntry> ledger, Kind kind) {
    return ledger.stream().filter(entry -> entry.kind() == kind).count();
  }
}
