package dev.triggerbridge.local.system.report;

import dev.triggerbridge.local.system.plan.Fault;
import java.util.Map;

/**
 * Numbers for the table that no invariant rests on.
 *
 * @param faults how often each kind of fault was seen in this run
 * @param redeliveries deliveries beyond the first of each message, from the consumers' own counts
 * @param markerHits times a function found its effect already done
 * @param lambdaThrottles invocations the Lambda service refused with 429
 * @param peakBytes largest memory of all processes together, 0 if unknown
 */
public record Counters(
    Map<Fault, Long> faults,
    long redeliveries,
    long markerHits,
    long lambdaThrottles,
    long peakBytes) {
  /** Times a kind of fault was seen. */
  public long of(Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  /** These counters with the memory peak. */
  public Counters withPeak(long bytes) {
    return new Counters(faults, redeliveries, markerHits, lambdaThrottles, bytes);
  }
}
