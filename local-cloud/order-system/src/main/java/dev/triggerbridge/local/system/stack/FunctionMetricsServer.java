package dev.triggerbridge.local.system.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Serves the functions' metrics on loopback: functions are frozen, so nobody can scrape them. */
final class FunctionMetricsServer implements AutoCloseable {
  private final HttpServer server;
  private final FunctionMetrics metrics;

  private FunctionMetricsServer(HttpServer server, FunctionMetrics metrics) {
    this.server = server;
    this.metrics = metrics;
    server.createContext("/metrics", this::serve);
    server.start();
  }

  static FunctionMetricsServer start(FunctionMetrics metrics) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new FunctionMetricsServer(HttpServer.create(address, 0), metrics);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] page = metrics.page().getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, page.length == 0 ? -1 : page.length);
      exchange.getResponseBody().write(page);
    }
  }
}
