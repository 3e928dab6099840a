package dev.triggerbridge.bridge.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.triggerbridge.bridge.console.page.ConsolePage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /health/live}, {@code /health/ready}, {@code /status} and {@code /metrics}, through
 * which nothing can be changed, and hands what is the page's to {@link ConsolePage}. Requests run
 * on virtual threads.
 *
 * <p>The JDK's own server, without a library around it: those end it on SIGTERM by themselves, and
 * then nobody could see the drain.
 */
public final class Console implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final int BACKLOG = 50;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final StatusSource source;
  private final MetricsPage metrics;
  private final @Nullable ConsolePage page;

  private Console(
      HttpServer server, StatusSource source, MetricsPage metrics, @Nullable ConsolePage page) {
    this.server = server;
    this.source = source;
    this.metrics = metrics;
    this.page = page;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Without the page. */
  static Console start(String host, int port, StatusSource source, MetricsPage metrics) {
    return start(host, port, source, metrics, null);
  }

  /**
   * Binds the address and serves from now on.
   *
   * @param port 0 for a free one
   * @param page for people; null for none
   * @throws IllegalStateException if the address cannot be bound; says how to choose another
   */
  public static Console start(
      String host, int port, StatusSource source, MetricsPage metrics, @Nullable ConsolePage page) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
      return new Console(HttpServer.create(address, BACKLOG), source, metrics, page);
    } catch (IOException e) {
      throw new IllegalStateException(
          "http.host = %s, http.port = %d: cannot listen there. Free the port or configure another"
              .formatted(host, port),
          e);
    }
  }

  /** The port in use. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    // A redrive may wait for its function for minutes; the drain has had its time.
    threads.shutdownNow();
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (page != null && ConsolePage.owns(exchange.getRequestURI().getPath())) {
        page.serve(exchange);
        return;
      }
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().add("Allow", "GET, HEAD");
        answer(exchange, 405, "text/plain", text("only GET is answered here\n"));
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/health/live" -> answer(exchange, 200, JSON, StatusJson.live());
        case "/health/ready" -> {
          BridgeStatus status = source.status();
          answer(exchange, status.isReady() ? 200 : 503, JSON, StatusJson.readiness(status));
        }
        case "/status" -> answer(exchange, 200, JSON, StatusJson.full(source.status()));
        case "/metrics" -> metrics(exchange);
        default ->
            answer(
                exchange,
                404,
                "text/plain",
                text("here are /health/live, /health/ready, /status and /metrics\n"));
      }
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    String wanted = accept == null ? "" : accept;
    ByteArrayOutputStream page = new ByteArrayOutputStream(16_384);
    metrics.write(wanted, page);
    answer(exchange, 200, metrics.contentType(wanted), page.toByteArray());
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] text(String words) {
    return words.getBytes(StandardCharsets.US_ASCII);
  }
}
