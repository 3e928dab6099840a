package dev.triggerbridge.functions.support;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one record and what its log line says.
 *
 * @param record as received
 * @param outcome to answer
 * @param messageId the payload's own, or null if it was not decoded
 * @param orderId the payload's, or null
 * @param failure what a handler threw, or null; only its types and frames are logged
 * @param tookNanos how long a handler had it alone; 0 if none had
 */
record RecordResult(
    RawRecord record,
    Outcome outcome,
    @Nullable String messageId,
    @Nullable String orderId,
    @Nullable Throwable failure,
    long tookNanos) {

  /** That no handler had alone. */
  RecordResult(
      RawRecord record,
      Outcome outcome,
      @Nullable String messageId,
      @Nullable String orderId,
      @Nullable Throwable failure) {
    this(record, outcome, messageId, orderId, failure, 0);
  }

  static RecordResult of(RawRecord record, Outcome outcome) {
    return new RecordResult(record, outcome, null, null, null);
  }

  RecordResult with(Outcome other) {
    return new RecordResult(record, other, messageId, orderId, failure, tookNanos);
  }

  RecordResult took(long nanos) {
    return new RecordResult(record, outcome, messageId, orderId, failure, nanos);
  }
}
