package dev.triggerbridge.bridge.routing;

/** How a function answers for the records of a batch. */
public enum ResponseFormat {
  /** natsbatch-result/1. */
  RESULTS,
  /** AWS's ReportBatchItemFailures. */
  BATCH_ITEM_FAILURES,
  /** A return without an error is success. */
  NONE
}
