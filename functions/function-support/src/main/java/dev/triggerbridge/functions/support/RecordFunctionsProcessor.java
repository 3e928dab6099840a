package dev.triggerbridge.functions.support;

import java.util.List;

/** Runs typed functions; comes with the codec of events-schema. */
record RecordFunctionsProcessor(RecordRouter router) implements BatchProcessor {
  @Override
  public List<RecordResult> process(RecordBatch batch, RemainingTime time) {
    throw new UnsupportedOperationException("needs the codec of events-schema");
  }
}
