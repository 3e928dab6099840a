package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.message.Delivery;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A span for each settlement, which ends the record's. */
final class TracedAcks implements Acks {
  private final Acks acks;
  private final RecordTraces traces;

  TracedAcks(Acks acks, RecordTraces traces) {
    this.acks = acks;
    this.traces = traces;
  }

  @Override
  public CompletableFuture<Void> ack(List<Delivery> deliveries) {
    List<Settlement> settlements = new ArrayList<>(deliveries.size());
    for (Delivery delivery : deliveries) {
      RecordTrace record = traces.of(delivery);
      if (record != null) {
        record.acked();
        settlements.add(
            new Settlement(delivery, record, record.settles("ack", "acked").startSpan()));
      }
    }
    return acks.ack(deliveries)
        .whenComplete((done, failure) -> settlements.forEach(each -> ends(each, failure)));
  }

  @Override
  public CompletableFuture<Void> nak(Delivery delivery, Duration delay) {
    RecordTrace record = traces.of(delivery);
    if (record == null) {
      return acks.nak(delivery, delay);
    }
    Span span =
        record
            .settles("nak", "handed_back")
            .setAttribute(Names.DELAY, delay.toMillis())
            .startSpan();
    // Forgotten first: the record may be here again before the confirmation is.
    traces.forget(delivery, record);
    return acks.nak(delivery, delay).whenComplete((done, failure) -> record.ends(span, failure));
  }

  @Override
  public CompletableFuture<Void> term(Delivery delivery, String reason) {
    RecordTrace record = traces.of(delivery);
    if (record == null) {
      return acks.term(delivery, reason);
    }
    Settlement settlement =
        new Settlement(delivery, record, record.settles("term", "dead_lettered").startSpan());
    return acks.term(delivery, reason).whenComplete((done, failure) -> ends(settlement, failure));
  }

  @Override
  public void inProgress(Delivery delivery) {
    acks.inProgress(delivery);
  }

  private void ends(Settlement settlement, @Nullable Throwable failure) {
    traces.forget(settlement.delivery(), settlement.record());
    settlement.record().ends(settlement.span(), failure);
  }

  private record Settlement(Delivery delivery, RecordTrace record, Span span) {}
}
