package dev.triggerbridge.local.system.simulate;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The producer's side of each trace: a span for each message, whose context goes with it. Written
 * by hand, as any producer with a NATS client can. Thread-safe.
 */
public final class ProducerTraces {
  /** Messages go without a context. */
  public static final ProducerTraces OFF = new ProducerTraces(null);

  private static final int TOGETHER = 500;
  private static final long NANOS = 1_000_000_000L;

  private final @Nullable URI otlp;
  private final SecureRandom random = new SecureRandom();
  private final Queue<Span> ended = new ConcurrentLinkedQueue<>();

  private ProducerTraces(@Nullable URI otlp) {
    this.otlp = otlp;
  }

  /** Exported by OTLP to this address. */
  public static ProducerTraces to(URI otlp) {
    return new ProducerTraces(otlp);
  }

  boolean isOn() {
    return otlp != null;
  }

  /** A message is about to be published. */
  public Begun begin(String subject, @Nullable String messageId) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(16))
            .setSpanId(bytes(8))
            .setName("publish " + subject)
            .setKind(Span.SpanKind.SPAN_KIND_PRODUCER)
            .setStartTimeUnixNano(now())
            .addAttributes(attribute("messaging.system", "nats"))
            .addAttributes(attribute("messaging.operation.name", "publish"))
            .addAttributes(attribute("messaging.operation.type", "send"))
            .addAttributes(attribute("messaging.destination.name", subject));
    if (messageId != null) {
      span.addAttributes(attribute("messaging.message.id", messageId));
    }
    return new Begun(span);
  }

  /** Its PubAck is there. */
  public void end(Begun begun) {
    if (isOn()) {
      ended.add(begun.span().setEndTimeUnixNano(now()).build());
    }
  }

  /**
   * Exports what has ended; blocks.
   *
   * @throws IOException if the receiver does not take it
   */
  public void flush() throws IOException, InterruptedException {
    URI to = otlp;
    if (to == null) {
      return;
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!ended.isEmpty()) {
        List<Span> some = new ArrayList<>();
        for (Span span = ended.poll(); span != null; span = ended.poll()) {
          some.add(span);
          if (some.size() == TOGETHER) {
            break;
          }
        }
        HttpRequest request =
            HttpRequest.newBuilder(to.resolve("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request(some).toByteArray()))
                .build();
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IOException("%s answered %d to spans".formatted(to, status));
        }
      }
    }
  }

  private static ExportTraceServiceRequest request(List<Span> spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(attribute("service.name", "order-simulator")))
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
        .build();
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS + now.getNano();
  }

  /**
   * A span that has begun.
   *
   * @param span without its end
   */
  public record Begun(Span.Builder span) {
    /** Value of the header {@code traceparent}. */
    public String traceparent() {
      return "00-%s-%s-01".formatted(traceId(), hex(span.getSpanId()));
    }

    /** In hex, as viewers show it. */
    public String traceId() {
      return hex(span.getTraceId());
    }

    private static String hex(ByteString bytes) {
      return HexFormat.of().formatHex(bytes.toByteArray());
    }
  }
}
