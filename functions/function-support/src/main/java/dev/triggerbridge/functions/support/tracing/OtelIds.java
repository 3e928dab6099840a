package dev.triggerbridge.functions.support.tracing;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.security.SecureRandom;

/**
 * Ids that stay unique when one SnapStart snapshot is restored many times: Lambda reseeds {@link
 * SecureRandom} then, and no other source.
 */
final class OtelIds implements IdGenerator {
  private final SecureRandom random = new SecureRandom();

  @Override
  public String generateSpanId() {
    return SpanId.fromLong(notZero());
  }

  @Override
  public String generateTraceId() {
    return TraceId.fromLongs(random.nextLong(), notZero());
  }

  private long notZero() {
    long id = random.nextLong();
    return id == 0 ? 1 : id;
  }
}
