package dev.triggerbridge.functions.support;

import com.amazonaws.services.lambda.runtime.Context;
import dev.triggerbridge.functions.support.tracing.InvocationSpans;
import dev.triggerbridge.functions.support.tracing.RecordSpan;
import dev.triggerbridge.functions.support.tracing.Tracing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From batches and records to their spans. */
final class TracedRecords {
  private TracedRecords() {}

  static InvocationSpans invocation(String function, RecordBatch batch, @Nullable Context context) {
    Tracing tracing = Tracing.get();
    if (tracing == Tracing.OFF) {
      return InvocationSpans.NONE;
    }
    return tracing.invocation(
        new Tracing.Invoked(
            function,
            context == null ? null : context.getAwsRequestId(),
            context == null ? null : context.getInvokedFunctionArn(),
            xrayTrace(context),
            batch.source().mapping(),
            batch.batchId(),
            batch.records().size()));
  }

  /** Runs one record within its span; its result carries the span on to the record's events. */
  static RecordResult followed(
      InvocationSpans spans, RawRecord record, Function<RawRecord, RecordResult> work) {
    if (spans == InvocationSpans.NONE) {
      return work.apply(record);
    }
    try (RecordSpan span = spans.record(received(record), true)) {
      RecordResult result = work.apply(record.withHeaders(span.headers()));
      outcome(span, result);
      return result;
    }
  }

  /** The same for a batch that one function takes as a whole. */
  static List<RecordResult> followedTogether(
      InvocationSpans spans, RecordBatch batch, Function<RecordBatch, List<RecordResult>> work) {
    if (spans == InvocationSpans.NONE) {
      return work.apply(batch);
    }
    boolean alone = batch.records().size() == 1;
    Map<String, RecordSpan> open = new HashMap<>();
    List<RawRecord> records = new ArrayList<>();
    for (RawRecord record : batch.records()) {
      RecordSpan span = spans.record(received(record), alone);
      open.put(record.id(), span);
      records.add(record.withHeaders(span.headers()));
    }
    try {
      List<RecordResult> results =
          work.apply(new RecordBatch(batch.batchId(), batch.source(), records));
      for (RecordResult result : results) {
        RecordSpan span = open.get(result.record().id());
        if (span != null) {
          outcome(span, result);
        }
      }
      return results;
    } finally {
      open.values().forEach(RecordSpan::close);
    }
  }

  private static InvocationSpans.Received received(RawRecord record) {
    return new InvocationSpans.Received(
        record.id(),
        record.messageId(),
        record.subject(),
        record.deliveryCount(),
        record.data().size(),
        record.headers());
  }

  private static void outcome(RecordSpan span, RecordResult result) {
    switch (result.outcome()) {
      case Outcome.Ok ok ->
          span.outcome(ok.markerHit() ? "marker_hit" : "ok", null, false, result.orderId());
      case Outcome.Retry retry ->
          span.outcome(
              "retry", retry.code(), retry.retryClass() == RetryClass.FAILURE, result.orderId());
      case Outcome.Reject reject -> span.outcome("reject", reject.code(), true, result.orderId());
    }
  }

  /** From the runtime, which passes on what the caller has sent. */
  private static @Nullable String xrayTrace(@Nullable Context context) {
    String own = context == null ? null : context.getXrayTraceId();
    return own == null ? System.getProperty("com.amazonaws.xray.traceHeader") : own;
  }
}
