package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.retry.AckDecision;

/** What becomes of a record whose attempt failed and that is to be tried again. */
@FunctionalInterface
interface RetryStation {
  /** Counts the attempt and sees to the next one; may block for as long as that takes. */
  void retry(Record record, AckDecision.NakWithDelay decision, String code);
}
