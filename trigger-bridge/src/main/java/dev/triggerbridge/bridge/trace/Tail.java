package dev.triggerbridge.bridge.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of one record, or of one batch's invocation, until it is known whether they are worth
 * keeping: they are if their trace is sampled, or if one of them failed. Thread-safe.
 */
final class Tail {
  private final SpanProcessor exporter;
  private final List<ReadableSpan> ended = new ArrayList<>(4);
  private boolean kept;
  private boolean decided;

  /**
   * @param exporter gets what is kept; must not block
   */
  Tail(SpanProcessor exporter) {
    this.exporter = exporter;
  }

  /** Takes a span that has ended. */
  synchronized void add(Span span, boolean failed) {
    if (!(span instanceof ReadableSpan readable)) {
      return;
    }
    kept |= failed || span.getSpanContext().isSampled();
    if (!decided) {
      ended.add(readable);
    } else if (kept) {
      exporter.onEnd(readable);
    }
  }

  /** Nothing more is expected: what is kept goes out, the rest is forgotten. */
  synchronized void decide() {
    decided = true;
    if (kept) {
      ended.forEach(exporter::onEnd);
    }
    ended.clear();
  }
}
