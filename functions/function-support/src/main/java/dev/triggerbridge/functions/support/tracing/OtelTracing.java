package dev.triggerbridge.functions.support.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.contrib.aws.resource.LambdaResource;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** Traces by OpenTelemetry's SDK. */
final class OtelTracing implements Tracing {
  private final Tracer tracer;
  private final OtelExport export;
  private final AtomicBoolean warm = new AtomicBoolean();

  private OtelTracing(Tracer tracer, OtelExport export) {
    this.tracer = tracer;
    this.export = export;
  }

  static OtelTracing open(TraceEnvironment environment) {
    Duration timeout = Duration.ofMillis(environment.timeout());
    OtlpHttpSpanExporterBuilder otlp =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(Objects.requireNonNull(environment.endpoint()))
            .setTimeout(timeout)
            .setConnectTimeout(timeout)
            // A second try would keep the answer waiting.
            .setRetryPolicy(null);
    environment.headers().forEach(otlp::addHeader);
    OtelExport export = new OtelExport(otlp.build(), timeout);
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(LambdaResource.get())
                    .merge(Resource.create(attributes(environment))))
            .setIdGenerator(new OtelIds())
            .setSampler(new OtelSampler(environment.ratio()))
            .addSpanProcessor(export)
            .build();
    return new OtelTracing(provider.get("trigger-bridge-functions"), export);
  }

  @Override
  public InvocationSpans invocation(Invoked invoked) {
    return new OtelInvocation(tracer, export, invoked, !warm.getAndSet(true));
  }

  @Override
  public ClientSpan client(String name, Map<String, String> attributes) {
    SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT);
    attributes.forEach(builder::setAttribute);
    return new Client(builder.startSpan());
  }

  private static Attributes attributes(TraceEnvironment environment) {
    AttributesBuilder attributes = Attributes.builder();
    String function = System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    String service = environment.serviceName();
    attributes.put(
        "service.name",
        service != null ? service : Objects.requireNonNullElse(function, "function"));
    environment
        .attributes()
        .forEach((name, value) -> attributes.put(AttributeKey.stringKey(name), value));
    return attributes.build();
  }

  private record Client(Span span) implements ClientSpan {
    @Override
    public void set(String attribute, long value) {
      span.setAttribute(attribute, value);
    }

    @Override
    public void set(String attribute, String value) {
      span.setAttribute(attribute, value);
    }

    @Override
    public void failed(String error) {
      span.setAttribute("error.type", error);
      span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
      span.end();
    }
  }
}
