package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.plan.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every planned kind of fault hit: a test that never hit its target proves nothing. */
public final class FaultsHit {
  private FaultsHit() {}

  /**
   * Judges a run's faults.
   *
   * @param planned kinds that were to be injected
   * @param counted how often each was seen
   */
  public static Verdict check(Set<Fault> planned, Map<Fault, Long> counted) {
    List<String> violations =
        planned.stream()
            .sorted()
            .filter(fault -> counted.getOrDefault(fault, 0L) == 0)
            .map(fault -> "no " + fault.meaning())
            .toList();
    return Verdict.of("every planned fault hit", violations, planned.size() + " kinds");
  }
}
