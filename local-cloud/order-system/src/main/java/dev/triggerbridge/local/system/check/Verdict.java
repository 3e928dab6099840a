package dev.triggerbridge.local.system.check;

import java.util.List;

/**
 * What came out for one invariant.
 *
 * @param name the invariant as a sentence
 * @param holds whether it is true
 * @param detail how much was looked at if it holds, else the first violations
 */
public record Verdict(String name, boolean holds, String detail) {
  private static final int SHOWN = 5;

  /**
   * A verdict from violations.
   *
   * @param violations one sentence each; empty means that the invariant holds
   * @param looked what was looked at, said when it holds
   */
  public static Verdict of(String name, List<String> violations, String looked) {
    if (violations.isEmpty()) {
      return new Verdict(name, true, looked);
    }
    String shown = String.join("; ", violations.subList(0, Math.min(SHOWN, violations.size())));
    int more = violations.size() - SHOWN;
    return new Verdict(name, false, more > 0 ? shown + "; and " + more + " more" : shown);
  }
}
