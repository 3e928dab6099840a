package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.message.Delivery;

/** Notes which records no function is to see. */
record TracedFilter(RecordFilter filter, RecordTraces traces) implements RecordFilter {
  @Override
  public Verdict examine(Delivery delivery) {
    Verdict verdict = filter.examine(delivery);
    if (verdict instanceof Verdict.Filtered) {
      RecordTrace record = traces.of(delivery);
      if (record != null) {
        record.filtered();
      }
    }
    return verdict;
  }
}
