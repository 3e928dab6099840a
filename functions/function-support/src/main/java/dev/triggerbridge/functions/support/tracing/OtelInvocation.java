package dev.triggerbridge.functions.support.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One invocation: its own span below the caller's, and one for each record below the producer's.
 */
final class OtelInvocation implements InvocationSpans {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final TextMapGetter<Map<String, List<String>>> IN_HEADERS = new InHeaders();

  private final Tracer tracer;
  private final OtelExport export;
  private final Tracing.Invoked invoked;
  private final Span span;
  private final Scope scope;

  @SuppressWarnings("MustBeClosedChecker") // Closed with this.
  OtelInvocation(Tracer tracer, OtelExport export, Tracing.Invoked invoked, boolean cold) {
    this.tracer = tracer;
    this.export = export;
    this.invoked = invoked;
    Context caller = xray(invoked.xrayTrace());
    SpanBuilder builder =
        tracer
            .spanBuilder(invoked.function())
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller)
            .setAttribute("faas.trigger", "pubsub")
            .setAttribute("faas.coldstart", cold)
            .setAttribute("triggerbridge.mapping", invoked.mapping())
            .setAttribute("triggerbridge.batch_id", invoked.batchId())
            .setAttribute("messaging.batch.message_count", invoked.records());
    set(builder, "faas.invocation_id", invoked.requestId());
    set(builder, "cloud.resource_id", invoked.functionArn());
    this.span = builder.startSpan();
    this.scope = caller.with(span).makeCurrent();
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // Closed with the record's span.
  public RecordSpan record(Received received, boolean alone) {
    Context producer = W3C.extract(Context.root(), received.headers(), IN_HEADERS);
    SpanBuilder builder =
        tracer
            .spanBuilder("process " + received.subject())
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(producer)
            .addLink(span.getSpanContext())
            .setAttribute("messaging.system", "nats")
            .setAttribute("messaging.operation.name", "process")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", received.subject())
            .setAttribute("messaging.message.body.size", received.bytes())
            .setAttribute("faas.trigger", "pubsub")
            .setAttribute("triggerbridge.mapping", invoked.mapping())
            .setAttribute("triggerbridge.record", received.id())
            .setAttribute("triggerbridge.delivery_count", received.deliveryCount());
    set(builder, "messaging.message.id", received.messageId());
    set(builder, "faas.invocation_id", invoked.requestId());
    Span record = builder.startSpan();
    Context context = producer.with(record);
    return new OfRecord(
        record, with(received.headers(), context), alone ? context.makeCurrent() : Scope.noop());
  }

  @Override
  public void failed(Throwable failure) {
    span.setAttribute("error.type", failure.getClass().getName());
    span.setStatus(StatusCode.ERROR);
  }

  @Override
  public void close() {
    scope.close();
    span.end();
    export.flush(span.getSpanContext().getTraceId());
  }

  private static void set(SpanBuilder builder, String name, @Nullable String value) {
    if (value != null) {
      builder.setAttribute(name, value);
    }
  }

  private static Context xray(@Nullable String header) {
    if (header == null) {
      return Context.root();
    }
    return AwsXrayPropagator.getInstance()
        .extract(Context.root(), Map.of("X-Amzn-Trace-Id", List.of(header)), IN_HEADERS);
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> headers, Context context) {
    Map<String, List<String>> changed = new LinkedHashMap<>(headers);
    changed.keySet().removeIf(name -> W3C.fields().contains(name.toLowerCase(Locale.ROOT)));
    W3C.inject(
        context,
        changed,
        (map, name, value) -> Objects.requireNonNull(map).put(name, List.of(value)));
    return changed;
  }

  private record OfRecord(Span span, Map<String, List<String>> headers, Scope scope)
      implements RecordSpan {
    @Override
    public void outcome(
        String outcome, @Nullable String code, boolean failed, @Nullable String orderId) {
      span.setAttribute("triggerbridge.outcome", outcome);
      if (orderId != null) {
        span.setAttribute("order.id", orderId);
      }
      if (code != null) {
        span.setAttribute("error.type", code);
      }
      if (failed) {
        span.setStatus(StatusCode.ERROR);
      }
    }

    @Override
    public void close() {
      scope.close();
      span.end();
    }
  }

  private static final class InHeaders implements TextMapGetter<Map<String, List<String>>> {
    @Override
    public Iterable<String> keys(Map<String, List<String>> headers) {
      return headers.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, List<String>> headers, String name) {
      if (headers == null) {
        return null;
      }
      for (Map.Entry<String, List<String>> header : headers.entrySet()) {
        if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
          return header.getValue().getFirst();
        }
      }
      return null;
    }
  }
}
