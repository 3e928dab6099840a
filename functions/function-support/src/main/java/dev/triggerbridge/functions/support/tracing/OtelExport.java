package dev.triggerbridge.functions.support.tracing;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps spans until the end of the invocation, and exports then, in the invocation's own thread:
 * afterwards Lambda freezes the process. Of a trace that is not sampled it exports what an
 * invocation has of it if a span of that failed. Thread-safe.
 */
final class OtelExport implements SpanProcessor {
  private static final int MOST = 10_000;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Writes stack traces where Lambda takes its logs from; held, or the JDK forgets its level. */
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  private final SpanExporter exporter;
  private final Duration timeout;
  private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long brokenSince;
  private volatile boolean broken;

  OtelExport(SpanExporter exporter, Duration timeout) {
    this.exporter = exporter;
    this.timeout = timeout;
    LIBRARY.setLevel(Level.OFF);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (waiting.incrementAndGet() <= MOST) {
      ended.add(span.toSpanData());
    } else {
      waiting.decrementAndGet();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /**
   * Exports what is kept; blocks.
   *
   * @param invocation trace of the invocation itself, which is kept if anything of it is
   */
  void flush(String invocation) {
    List<SpanData> all = new ArrayList<>();
    for (SpanData span = ended.poll(); span != null; span = ended.poll()) {
      waiting.decrementAndGet();
      all.add(span);
    }
    Set<String> kept = new HashSet<>();
    for (SpanData span : all) {
      if (span.getSpanContext().isSampled()
          || span.getStatus().getStatusCode() == StatusCode.ERROR) {
        kept.add(span.getTraceId());
      }
    }
    if (kept.isEmpty() || isResting()) {
      return;
    }
    kept.add(invocation);
    all.removeIf(span -> !kept.contains(span.getTraceId()));
    boolean stored =
        exporter.export(all).join(timeout.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
    if (!stored) {
      System.out.println(
          "{\"time\":\"%s\",\"level\":\"WARN\",\"event\":\"spans_lost\",\"spans\":%d}"
              .formatted(Instant.now(), all.size()));
    }
    broken = !stored;
    brokenSince = System.nanoTime();
  }

  /** A receiver that does not answer must not slow every invocation down. */
  private boolean isResting() {
    return broken && System.nanoTime() - brokenSince < QUIET_NANOS;
  }
}
