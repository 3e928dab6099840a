package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.retry.AckDecision;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps a failed record here, with in-progress acks, until it is tried again: handed back to the
 * server, it would come back behind its successors.
 */
final class RetryInPlace implements RetryStation {
  private final Settler settler;
  private final Lifecycle lifecycle;
  private final Supplier<BatchRun> runs;

  RetryInPlace(Settler settler, Lifecycle lifecycle, Supplier<BatchRun> runs) {
    this.settler = settler;
    this.lifecycle = lifecycle;
    this.runs = runs;
  }

  @Override
  public void retry(Record record, AckDecision.NakWithDelay decision, String code) {
    Record counted = settler.counted(record, decision, code);
    if (counted != null && lifecycle.pause(decision.delay())) {
      runs.get().runSuspects(List.of(counted));
    } else {
      settler.handBack(List.of(record.delivery()), Duration.ZERO);
    }
  }
}
