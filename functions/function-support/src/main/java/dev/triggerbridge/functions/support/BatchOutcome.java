package dev.triggerbridge.functions.support;

import java.util.HashMap;
import java.util.Map;

/**
 * What a batch-level function says about its records. A record it does not name is retried.
 *
 * @param byRecordId outcomes by {@link RawRecord#id()}
 */
public record BatchOutcome(Map<String, Outcome> byRecordId) {

  public BatchOutcome {
    byRecordId = Map.copyOf(byRecordId);
  }

  /** The same outcome for every record of a batch. */
  public static BatchOutcome all(RecordBatch batch, Outcome outcome) {
    Map<String, Outcome> outcomes = new HashMap<>();
    batch.records().forEach(record -> outcomes.put(record.id(), outcome));
    return new BatchOutcome(outcomes);
  }
}
