package dev.triggerbridge.bridge.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The traces of a process, exported by OTLP over HTTP from a thread of their own. While the
 * receiver is away spans are dropped, and nothing else is affected. Thread-safe.
 */
public final class Traces implements AutoCloseable {
  /** Soon enough for somebody who watches, seldom enough to share requests. */
  private static final Duration EXPORT_EVERY = Duration.ofSeconds(1);

  private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 16_384;
  private static final int TOGETHER = 1_024;
  private static final long FLUSH_SECONDS = 5;

  private final BatchSpanProcessor exporter;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private Traces(BatchSpanProcessor exporter, SdkTracerProvider provider, String version) {
    this.exporter = exporter;
    this.provider = provider;
    this.tracer =
        provider.tracerBuilder("trigger-bridge").setInstrumentationVersion(version).build();
  }

  /** Begins; connects to nothing yet. */
  public static Traces open(TraceSettings settings) {
    return open(settings, otlp(settings));
  }

  private static SpanExporter otlp(TraceSettings settings) {
    OtlpHttpSpanExporterBuilder otlp =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(under(settings.endpoint().toString()))
            .setTimeout(EXPORT_TIMEOUT)
            .setCompression("gzip");
    settings.headers().forEach(otlp::addHeader);
    return new ReportingExporter(otlp.build(), settings.endpoint());
  }

  /** The same with another exporter. */
  static Traces open(TraceSettings settings, SpanExporter to) {
    BatchSpanProcessor exporter =
        BatchSpanProcessor.builder(to)
            .setScheduleDelay(EXPORT_EVERY)
            .setMaxQueueSize(MOST_WAITING)
            .setMaxExportBatchSize(TOGETHER)
            .setExporterTimeout(EXPORT_TIMEOUT)
            // What failed is kept whether or not its trace is sampled.
            .setExportUnsampledSpans(true)
            .build();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(resource(settings))))
            .addSpanProcessor(new Recording())
            .setSampler(new LinkedOrRatio(settings.ratio()))
            .build();
    return new Traces(exporter, provider, settings.version());
  }

  /** Follows one mapping. */
  public MappingTraces mapping(MappingFacts facts) {
    return new MappingTraces(new SpanMaker(tracer, exporter, facts));
  }

  /** Exports what is kept; blocks for up to five seconds. */
  @Override
  public void close() {
    var unused = exporter.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    provider.close();
  }

  /** Without any processor the SDK records nothing; spans are taken from where they end. */
  private static final class Recording implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return false;
    }
  }

  private static String under(String base) {
    return base + (base.endsWith("/") ? "" : "/") + "v1/traces";
  }

  private static Attributes resource(TraceSettings settings) {
    AttributesBuilder attributes = Attributes.builder();
    settings
        .attributes()
        .forEach((name, value) -> attributes.put(AttributeKey.stringKey(name), value));
    return attributes
        .put("service.name", settings.serviceName())
        .put("service.version", settings.version())
        .put("service.instance.id", settings.instance())
        .build();
  }
}
