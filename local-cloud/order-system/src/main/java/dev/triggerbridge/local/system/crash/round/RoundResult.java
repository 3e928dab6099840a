package dev.triggerbridge.local.system.crash.round;

import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.crash.stack.CrashFiles;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of a round.
 *
 * @param hits points at which a process died, as proven by its file; a second time ends in
 *     {@code @2}
 * @param missed points that were armed and that nobody came to
 * @param drained whether everything was done
 * @param idle whether nothing was left to do for anybody; not the same: what is lost is never done
 * @param broken invariants that do not hold
 * @param work from the first order until all was done
 * @param total with the judgement
 */
public record RoundResult(
    Set<String> hits,
    List<String> missed,
    boolean drained,
    boolean idle,
    List<Verdict> broken,
    Duration work,
    Duration total) {
  /** Copies the collections. */
  public RoundResult {
    hits = Set.copyOf(hits);
    missed = List.copyOf(missed);
    broken = List.copyOf(broken);
  }

  /** Whether everything was done and every invariant holds. */
  public boolean holds() {
    return drained && broken.isEmpty();
  }

  /** This and what was still armed after it. */
  public RoundResult plus(RoundResult later) {
    Set<String> both = new TreeSet<>(hits);
    for (String hit : later.hits) {
      if (!both.add(hit)) {
        both.add(CrashFiles.again(hit));
      }
    }
    return new RoundResult(
        both,
        later.missed,
        later.drained,
        later.idle,
        later.broken,
        work.plus(later.work),
        total.plus(later.total));
  }

  /** Why not, for people; empty if it holds. */
  public String reason() {
    StringBuilder reason = new StringBuilder();
    broken.forEach(
        verdict ->
            reason.append(verdict.name()).append(": ").append(verdict.detail()).append(". "));
    if (!drained) {
      reason.append("Nothing moved any more, and something was left to do.");
    }
    return reason.toString().strip();
  }
}
