package dev.triggerbridge.functions.support;

import dev.triggerbridge.functions.support.tracing.InvocationSpans;
import java.util.List;

/** Runs the functions of a deployable over a batch. */
interface BatchProcessor {
  /** One result per record, in the batch's order. */
  List<RecordResult> process(RecordBatch batch, RemainingTime time, InvocationSpans spans);
}
