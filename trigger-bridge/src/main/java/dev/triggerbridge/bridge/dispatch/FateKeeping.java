package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Settlements that the ledger hears of when the server has confirmed them. */
final class FateKeeping implements Acks {
  private final Acks acks;
  private final FateLedger ledger;

  FateKeeping(Acks acks, FateLedger ledger) {
    this.acks = acks;
    this.ledger = ledger;
  }

  @Override
  public CompletableFuture<Void> ack(List<Delivery> deliveries) {
    return acks.ack(deliveries)
        .thenRun(() -> deliveries.forEach(delivery -> ledger.acked(delivery.sequence())));
  }

  /** Before it is sent: the record may be here again before the confirmation is. */
  @Override
  public CompletableFuture<Void> nak(Delivery delivery, Duration delay) {
    ledger.handedBack(delivery.sequence());
    return acks.nak(delivery, delay);
  }

  @Override
  public CompletableFuture<Void> term(Delivery delivery, String reason) {
    return acks.term(delivery, reason).thenRun(() -> ledger.deadLettered(delivery.sequence()));
  }

  @Override
  public void inProgress(Delivery delivery) {
    acks.inProgress(delivery);
  }

  /** The same filter; what it excludes is known as such when its ack is confirmed. */
  static RecordFilter noting(RecordFilter filter, FateLedger ledger) {
    return delivery -> {
      RecordFilter.Verdict verdict = filter.examine(delivery);
      if (verdict instanceof RecordFilter.Verdict.Filtered) {
        ledger.excluded(delivery.sequence());
      }
      return verdict;
    };
  }
}
