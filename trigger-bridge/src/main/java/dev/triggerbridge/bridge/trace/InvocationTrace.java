package dev.triggerbridge.bridge.trace;

import dev.triggerbridge.bridge.dispatch.Invocation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invocation. Of one record it is a part of the record's trace; of several it is a trace of its
 * own that links to each of them, and they to it.
 */
final class InvocationTrace {
  private final List<RecordTrace> records;
  private final Tail tail;
  private final boolean own;
  private final Span span;
  private final Context context;

  /**
   * @param contexts of the records' processing, in the order of the records
   */
  InvocationTrace(
      SpanMaker spans,
      String batchId,
      int size,
      List<RecordTrace> records,
      List<Context> contexts) {
    this.records = records;
    this.own = size > 1 || contexts.isEmpty();
    Context parent = own ? Context.root() : contexts.getFirst();
    SpanBuilder builder =
        spans
            .span("Lambda.Invoke " + spans.facts().function(), SpanKind.CLIENT)
            .setParent(parent)
            .setAttribute(Names.RPC_SYSTEM, "aws-api")
            .setAttribute(Names.RPC_SERVICE, "Lambda")
            .setAttribute(Names.RPC_METHOD, "Invoke")
            .setAttribute(Names.INVOKED_NAME, spans.facts().function())
            .setAttribute(Names.INVOKED_PROVIDER, "aws")
            .setAttribute(Names.INVOKED_REGION, spans.facts().region())
            .setAttribute(Names.MAPPING, spans.facts().mapping())
            .setAttribute(Names.BATCH_ID, batchId)
            .setAttribute(Names.BATCH_COUNT, (long) size);
    if (own) {
      contexts.forEach(each -> builder.addLink(Span.fromContext(each).getSpanContext()));
    }
    this.span = builder.startSpan();
    this.context = parent.with(span);
    this.tail = own ? spans.tail() : records.getFirst().tail();
    records.forEach(record -> record.linkTo(span.getSpanContext()));
  }

  /** The value of {@code X-Amzn-Trace-Id}, if there is one. */
  @Nullable String xray() {
    return Propagation.xray(context);
  }

  /** The payload could not be made: nothing was invoked. */
  void abandoned(String error) {
    end("held", error, true);
  }

  void ended(Invocation invocation) {
    switch (invocation) {
      case Invocation.Answered answered -> {
        records.forEach(RecordTrace::answered);
        end(false);
      }
      case Invocation.FunctionError error -> end("failed", "FUNCTION_" + error.kind(), true);
      // Nobody's failure: a storm of these must not outvote the sampling.
      case Invocation.Throttled throttled -> end("held", throttled.code(), false);
      case Invocation.Unavailable unavailable -> end("held", unavailable.code(), true);
      case Invocation.RequestTooLarge tooLarge -> end("failed", "REQUEST_TOO_LARGE", true);
    }
  }

  /** The answer breaks the contract. */
  void wrongAnswer(String kind) {
    records.forEach(record -> record.unanswered("failed", "WRONG_ANSWER_" + kind, true));
  }

  private void end(String outcome, String error, boolean asFailure) {
    records.forEach(record -> record.unanswered(outcome, error, asFailure));
    span.setAttribute(Names.ERROR, Names.code(error));
    if (asFailure) {
      span.setStatus(StatusCode.ERROR);
    }
    end(asFailure);
  }

  private void end(boolean failed) {
    span.end();
    tail.add(span, failed);
    if (own) {
      tail.decide();
    }
  }
}
