package dev.triggerbridge.local.zipkin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Takes spans by OTLP over HTTP, as a collector does, and hands them to Zipkin, which does not know
 * OTLP. A request that Zipkin does not take is answered with 503. On 127.0.0.1 only. Thread-safe.
 */
public final class OtlpReceiver implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final URI spans;

  private OtlpReceiver(HttpServer server, URI zipkin) {
    this.server = server;
    this.spans = zipkin.resolve("/api/v2/spans");
  }

  /** Listens on a free port. */
  static OtlpReceiver start(URI zipkin) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    OtlpReceiver receiver = new OtlpReceiver(server, zipkin);
    server.createContext("/v1/traces", receiver::handle);
    server.setExecutor(receiver.threads);
    server.start();
    return receiver;
  }

  /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 503;
      try {
        status = post(ZipkinSpans.json(read(exchange)));
      } catch (com.google.protobuf.InvalidProtocolBufferException e) {
        status = 400;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static ExportTraceServiceRequest read(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream plain = exchange.getRequestBody();
    try (InputStream body = zipped ? new GZIPInputStream(plain) : plain) {
      return ExportTraceServiceRequest.parseFrom(body);
    }
  }

  private int post(String json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(spans)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 202 ? 200 : 503;
    } catch (IOException e) {
      return 503;
    }
  }
}
