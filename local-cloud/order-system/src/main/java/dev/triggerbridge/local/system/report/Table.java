package dev.triggerbridge.local.system.report;

import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.plan.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for people. Pure. */
public final class Table {
  private Table() {}

  /**
   * Lines of text.
   *
   * @param report the numbers
   * @param counters numbers no invariant rests on
   * @param places where things are kept, by what they are
   */
  public static List<String> of(Report report, Counters counters, Map<String, String> places) {
    List<String> lines = new ArrayList<>();
    section(lines, "result", figures(report, counters));
    section(lines, "faults injected", faults(counters));
    if (!places.isEmpty()) {
      section(lines, "where things are kept", places);
    }
    Map<String, String> verdicts = new LinkedHashMap<>();
    for (Verdict verdict : report.invariants()) {
      verdicts.put(verdict.name(), (verdict.holds() ? "holds: " : "BROKEN: ") + verdict.detail());
    }
    section(lines, "invariants", verdicts);
    return lines;
  }

  private static Map<String, String> figures(Report report, Counters counters) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("orders placed", number(report.orders().placed()));
    rows.put("confirmed", number(report.orders().confirmed()));
    report
        .orders()
        .cancelled()
        .forEach((reason, count) -> rows.put("cancelled " + reason, number(count)));
    rows.put("charges", number(report.payments().charges()));
    rows.put("refunds", number(report.payments().refunds()));
    rows.put("duplicate charges", number(report.payments().duplicateCharges()));
    rows.put("oversold items", number(report.inventory().oversold()));
    rows.put("dead letters", number(report.deadLetters()));
    rows.put(
        "audit records / messages",
        number(report.audit().records()) + " / " + number(report.audit().streamMessages()));
    rows.put("redeliveries", number(counters.redeliveries()));
    rows.put("marker hits", number(counters.markerHits()));
    rows.put(
        "throttles gateway / Lambda",
        number(counters.of(Fault.GATEWAY_THROTTLED)) + " / " + number(counters.lambdaThrottles()));
    rows.put(
        "kills function / bridge",
        number(counters.of(Fault.FUNCTION_KILLED))
            + " / "
            + number(counters.of(Fault.BRIDGE_KILLED)));
    rows.put("orders/s", String.format(Locale.ROOT, "%.1f", report.ordersPerSecond()));
    rows.put(
        "placed to confirmed p50 / p99",
        number(report.latencyMs().p50()) + " ms / " + number(report.latencyMs().p99()) + " ms");
    if (counters.peakBytes() > 0) {
      rows.put("peak memory", number(counters.peakBytes() / (1024 * 1024)) + " MiB");
    }
    return rows;
  }

  private static Map<String, String> faults(Counters counters) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Fault fault : Fault.values()) {
      if (counters.faults().containsKey(fault)) {
        rows.put(fault.meaning(), number(counters.of(fault)));
      }
    }
    return rows;
  }

  private static void section(List<String> lines, String title, Map<String, String> rows) {
    if (rows.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title);
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    rows.forEach(
        (name, value) -> lines.add("  " + name + " ".repeat(width - name.length() + 2) + value));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
