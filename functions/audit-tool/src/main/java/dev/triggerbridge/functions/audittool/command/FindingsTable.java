package dev.triggerbridge.functions.audittool.command;

import dev.triggerbridge.functions.audittool.verify.Finding;
import java.io.PrintWriter;
import java.util.List;

/** Findings for people. */
final class FindingsTable {
  private FindingsTable() {}

  static void print(PrintWriter out, List<Finding> findings) {
    if (!findings.isEmpty()) {
      out.println();
      OutputOption.table(
          out,
          List.of("finding", "where", "what"),
          findings.stream()
              .map(finding -> List.of(finding.kind().name(), finding.place(), finding.detail()))
              .toList());
    }
  }
}
