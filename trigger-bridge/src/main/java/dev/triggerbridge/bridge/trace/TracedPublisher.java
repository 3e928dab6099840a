package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;

/**
 * A producer span for each event, below the span of the function that made it if it says which.
 * What consumes the event goes on from there.
 */
final class TracedPublisher implements EventPublisher {
  private final EventPublisher publisher;
  private final RecordTraces traces;

  TracedPublisher(EventPublisher publisher, RecordTraces traces) {
    this.publisher = publisher;
    this.traces = traces;
  }

  @Override
  public CompletableFuture<Void> publish(OutputEvent event, Delivery cause) {
    RecordTrace record = traces.of(cause);
    if (record == null) {
      return publisher.publish(event, cause);
    }
    Context function = Propagation.from(event.headers());
    Span span = record.publishes(event.subject(), event.id(), event.data().length, function);
    OutputEvent sent =
        new OutputEvent(
            event.id(),
            event.subject(),
            event.contentType(),
            event.dataSchema(),
            Propagation.with(event.headers(), function.with(span)),
            event.data(),
            event.deliverAt());
    try {
      return publisher
          .publish(sent, cause)
          .whenComplete((stored, failure) -> record.end(span, failure));
    } catch (RuntimeException e) {
      record.end(span, e);
      throw e;
    }
  }
}
