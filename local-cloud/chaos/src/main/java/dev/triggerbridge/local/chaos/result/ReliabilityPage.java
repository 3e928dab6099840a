package dev.triggerbridge.local.chaos.result;

import java.util.List;

/** placeholder */
public final class ReliabilityPage {
  private ReliabilityPage() {}

  /** The page. */
  public static String of(List<RunResult> runs) {
    return runs.size() + " runs\n";
  }
}
