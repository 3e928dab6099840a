package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.message.Delivery;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of one record, from its receipt to its settlement: the consumer span, below it a
 * span for each time that it is with the function, for each event and for the settlement.
 * Thread-safe; nothing blocks.
 */
final class RecordTrace {
  private static final Clock CLOCK = Clock.getDefault();

  private final SpanMaker spans;
  private final Delivery delivery;
  private final String destination;
  private final Tail tail;
  private final Span root;
  private final Context context;
  private @Nullable Span work;
  private long answeredAt;
  private boolean failed;
  private String outcome = "";
  private @Nullable Delivery shown;

  /** The record has just been received. */
  RecordTrace(SpanMaker spans, Delivery delivery) {
    this.spans = spans;
    this.delivery = delivery;
    this.destination = spans.facts().destination(delivery.subject());
    this.tail = spans.tail();
    Context producer = Propagation.from(delivery.headers());
    this.root =
        about("receive", "receive", SpanKind.CONSUMER)
            .setAttribute(Names.BODY_SIZE, (long) delivery.data().length)
            .setParent(producer)
            .startSpan();
    this.context = producer.with(root);
  }

  /** It came once more while it was still here. */
  void redelivered(Delivery again) {
    root.addEvent("redelivered");
    root.setAttribute(Names.DELIVERY_COUNT, again.deliveryCount());
  }

  /** It is about to be sent to the function; the context goes with it. */
  synchronized Context begins(String batchId) {
    endWork("held", null, false);
    Span begun =
        about("process", "process", SpanKind.INTERNAL)
            .setAttribute(Names.BATCH_ID, batchId)
            .setParent(context)
            .startSpan();
    work = begun;
    answeredAt = 0;
    return context.with(begun);
  }

  synchronized void linkTo(SpanContext invocation) {
    Span begun = work;
    if (begun != null) {
      begun.addLink(invocation);
    }
  }

  /** The function has answered; what, is known later. */
  synchronized void answered() {
    answeredAt = CLOCK.now();
  }

  /** The invocation of its batch came to nothing. */
  synchronized void unanswered(String held, String error, boolean asFailure) {
    endWork(held, error, asFailure);
  }

  /** What becomes of it. */
  synchronized void decided(String what, long attempt, @Nullable String error) {
    endWork(what, error, error != null);
    outcome = what;
    root.setAttribute(Names.ATTEMPT, attempt);
    if (error != null) {
      fail(root, error);
      failed = true;
    }
  }

  /** No function is to see it. */
  synchronized void filtered() {
    outcome = "filtered";
  }

  /** An event of the function's answer; its context goes with the message. */
  synchronized Span publishes(String subject, String eventId, int bytes, Context from) {
    endWork("ok", null, false);
    return spans
        .span("publish " + spans.facts().destination(subject), SpanKind.PRODUCER)
        .setAttribute(Names.SYSTEM, Names.NATS)
        .setAttribute(Names.OPERATION, "publish")
        .setAttribute(Names.OPERATION_TYPE, "send")
        .setAttribute(Names.DESTINATION, subject)
        .setAttribute(Names.MESSAGE_ID, eventId)
        .setAttribute(Names.BODY_SIZE, (long) bytes)
        .setAttribute(Names.MAPPING, spans.facts().mapping())
        .setParent(Span.fromContext(from).getSpanContext().isValid() ? from : context)
        .startSpan();
  }

  /** Begins a settlement: {@code ack}, {@code nak} or {@code term}. */
  synchronized SpanBuilder settles(String operation, String meaning) {
    endWork("ok", null, false);
    if (outcome.isEmpty()) {
      outcome = meaning;
    }
    return about(operation, "settle", SpanKind.CLIENT).setParent(context);
  }

  /** Ends a span of this record. */
  void end(Span span, @Nullable Throwable failure) {
    if (failure != null) {
      fail(span, failure.getClass().getName());
    }
    span.end();
    tail.add(span, failure != null);
  }

  /** The settlement is through, or nobody knows: the record's life here is over. */
  synchronized void ends(Span settlement, @Nullable Throwable failure) {
    end(settlement, failure);
    endWork("ok", null, false);
    root.setAttribute(Names.OUTCOME, failure == null ? outcome : "not_confirmed");
    if (failure != null) {
      fail(root, "NOT_CONFIRMED");
    }
    root.end();
    tail.add(root, failed || failure != null);
    tail.decide();
  }

  /** An ack follows attempts that failed and were repeated here. */
  synchronized void acked() {
    if (!outcome.equals("filtered")) {
      outcome = "acked";
    }
  }

  /** A span that ends with this record, or before it. */
  Tail tail() {
    return tail;
  }

  /** The delivery as logs are to show it: with a trace id also where no producer has sent one. */
  synchronized Delivery shown() {
    Delivery known = shown;
    if (known == null) {
      known = delivery.traceId() == null ? TracedEncoding.withContext(delivery, context) : delivery;
      shown = known;
    }
    return known;
  }

  private void endWork(String what, @Nullable String error, boolean asFailure) {
    Span begun = work;
    if (begun == null) {
      return;
    }
    work = null;
    begun.setAttribute(Names.OUTCOME, what);
    if (error != null) {
      begun.setAttribute(Names.ERROR, Names.code(error));
    }
    if (asFailure) {
      begun.setStatus(StatusCode.ERROR);
    }
    if (answeredAt == 0) {
      begun.end();
    } else {
      begun.end(answeredAt, TimeUnit.NANOSECONDS);
    }
    tail.add(begun, asFailure);
  }

  private SpanBuilder about(String operation, String type, SpanKind kind) {
    return spans
        .span(operation + " " + destination, kind)
        .setAttribute(Names.SYSTEM, Names.NATS)
        .setAttribute(Names.OPERATION, operation)
        .setAttribute(Names.OPERATION_TYPE, type)
        .setAttribute(Names.DESTINATION, delivery.subject())
        .setAttribute(Names.CONSUMER, spans.facts().consumer())
        .setAttribute(Names.MESSAGE_ID, delivery.messageId())
        .setAttribute(Names.MAPPING, spans.facts().mapping())
        .setAttribute(Names.STREAM, delivery.stream())
        .setAttribute(Names.SEQUENCE, delivery.sequence())
        .setAttribute(Names.DELIVERY_COUNT, delivery.deliveryCount());
  }

  private static void fail(Span span, String error) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(Names.ERROR, Names.code(error));
  }
}
