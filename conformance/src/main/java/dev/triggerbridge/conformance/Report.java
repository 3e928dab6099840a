package dev.triggerbridge.conformance;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints what came of an examination. */
final class Report {
  private Report() {}

  static void table(PrintWriter out, String function, List<CaseResult> results) {
    int width = results.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    for (CaseResult one : results) {
      out.printf("%-4s  %s%n", one.passed() ? "ok" : "FAIL", one.name());
      for (Finding finding : one.findings()) {
        out.printf("        %-20s %s%n", finding.rule(), finding.message());
      }
    }
    long failed = failed(results);
    out.println("-".repeat(width + 6));
    out.println(
        failed == 0
            ? "%s keeps natsbatch/1: %d cases".formatted(function, results.size())
            : "%s breaks natsbatch/1 in %d of %d cases"
                .formatted(function, failed, results.size()));
    out.flush();
  }

  static void json(PrintWriter out, String function, List<CaseResult> results) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode report = mapper.createObjectNode();
    report.put("contract", "natsbatch/1").put("function", function);
    report.put("passed", failed(results) == 0);
    ArrayNode cases = report.putArray("cases");
    for (CaseResult one : results) {
      ObjectNode node = cases.addObject().put("name", one.name()).put("passed", one.passed());
      ArrayNode findings = node.putArray("findings");
      for (Finding finding : one.findings()) {
        findings.addObject().put("rule", finding.rule().name()).put("message", finding.message());
      }
    }
    out.println(mapper.writeValueAsString(report));
    out.flush();
  }

  private static long failed(List<CaseResult> results) {
    return results.stream().filter(one -> !one.passed()).count();
  }
}
