package dev.triggerbridge.bridge.console;

import io.avaje.jex.Jex;
import io.avaje.jex.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Serves {@code /health/live}, {@code /health/ready}, {@code /status} and {@code /metrics}. Nothing
 * can be changed through it. Requests run on virtual threads.
 */
public final class Console implements AutoCloseable {
  private final Jex.Server server;
  private final StatusSource source;
  private final MetricsPage metrics;

  private Console(String host, int port, StatusSource source, MetricsPage metrics) {
    this.source = source;
    this.metrics = metrics;
    this.server =
        Jex.create()
            .config(config -> config.host(host).port(port).health(false))
            .get("/health/live", context -> json(context, 200, StatusJson.live()))
            .get("/health/ready", this::ready)
            .get("/status", context -> json(context, 200, StatusJson.full(source.status())))
            .get("/metrics", this::metrics)
            .start();
  }

  /**
   * Binds the address and serves from now on.
   *
   * @param port 0 for a free one
   * @throws IllegalStateException if the address cannot be bound; says how to choose another
   */
  public static Console start(String host, int port, StatusSource source, MetricsPage metrics) {
    try {
      return new Console(host, port, source, metrics);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "http.host = %s, http.port = %d: cannot listen there. Free the port or configure another"
              .formatted(host, port),
          e);
    }
  }

  /** The port in use. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.shutdown();
  }

  private void ready(Context context) {
    BridgeStatus status = source.status();
    json(context, status.isReady() ? 200 : 503, StatusJson.readiness(status));
  }

  private void metrics(Context context) throws IOException {
    String accept = context.header("Accept");
    String wanted = accept == null ? "" : accept;
    ByteArrayOutputStream page = new ByteArrayOutputStream(16_384);
    metrics.write(wanted, page);
    context.contentType(metrics.contentType(wanted)).write(page.toByteArray());
  }

  private static void json(Context context, int status, byte[] body) {
    context
        .status(status)
        .header("Cache-Control", "no-store")
        .contentType("application/json")
        .write(body);
  }
}
