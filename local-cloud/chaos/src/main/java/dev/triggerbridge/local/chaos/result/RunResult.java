package dev.triggerbridge.local.chaos.result;

import dev.triggerbridge.local.chaos.check.Recovery;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run, as a line of a result file; the component names are the JSON.
 *
 * @param scenario scenario by its label
 * @param seed seed of the plans
 * @param orders orders placed
 * @param confirmed orders confirmed
 * @param cancelled orders cancelled
 * @param charges charges in the gateway's ledger
 * @param refunds refunds in it
 * @param duplicateCharges charges beyond the first of an order
 * @param faults hits by kind and target
 * @param recoveries recovery after each fault
 * @param violations what was broken; empty for a good run
 * @param seconds how long it took from the first order to the verdict
 * @param commit what was tested
 * @param at when it ended, ISO 8601
 * @param figures further figures of scenarios that have some, or null
 */
public record RunResult(
    String scenario,
    long seed,
    int orders,
    long confirmed,
    long cancelled,
    long charges,
    long refunds,
    long duplicateCharges,
    Map<String, Long> faults,
    List<Recovery> recoveries,
    List<String> violations,
    double seconds,
    String commit,
    String at,
    @Nullable Map<String, Double> figures) {

  /** Whether nothing was broken. */
  public boolean ok() {
    return violations.isEmpty();
  }
}
