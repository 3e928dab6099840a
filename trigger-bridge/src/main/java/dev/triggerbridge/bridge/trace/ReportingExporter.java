package dev.triggerbridge.bridge.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Says in our own log, now and then, that spans are lost, instead of the library in its way. */
final class ReportingExporter implements SpanExporter {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ReportingExporter.class);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Kept, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  private final SpanExporter exporter;
  private final URI endpoint;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong lastSaid = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  ReportingExporter(SpanExporter exporter, URI endpoint) {
    this.exporter = exporter;
    this.endpoint = endpoint;
    LIBRARY.setLevel(Level.OFF);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            report(lost.addAndGet(spans.size()));
          }
        });
  }

  private void report(long total) {
    long now = System.nanoTime();
    long before = lastSaid.get();
    if (now - before >= QUIET_NANOS && lastSaid.compareAndSet(before, now)) {
      LOG.atWarn()
          .addKeyValue("endpoint", endpoint)
          .addKeyValue("spansLost", total)
          .log("the receiver of traces does not take spans; records are not affected");
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
