package dev.triggerbridge.bridge.trace;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Makes the spans of one mapping.
 *
 * @param tracer records all spans
 * @param exporter gets those that are kept
 * @param facts about the mapping
 */
record SpanMaker(Tracer tracer, SpanProcessor exporter, MappingFacts facts) {
  SpanBuilder span(String name, SpanKind kind) {
    return tracer.spanBuilder(name).setSpanKind(kind);
  }

  Tail tail() {
    return new Tail(exporter);
  }
}
