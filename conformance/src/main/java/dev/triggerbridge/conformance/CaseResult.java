package dev.triggerbridge.conformance;

import java.util.List;

/**
 * What came of one case.
 *
 * @param name of the case, for people
 * @param findings what was wrong; empty if nothing was
 */
public record CaseResult(String name, List<Finding> findings) {
  /** Copies the list. */
  public CaseResult {
    findings = List.copyOf(findings);
  }

  /** Whether every answer kept every rule. */
  public boolean passed() {
    return findings.isEmpty();
  }
}
