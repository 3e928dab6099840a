package dev.triggerbridge.bridge.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Lambda's API with a handler of bytes behind it; one that throws answers a function error. */
final class RawLambda implements AutoCloseable {
  private final HttpServer server;
  private final Handler handler;

  RawLambda(Handler handler) throws IOException {
    this.handler = handler;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/2015-03-31/functions/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      byte[] answer;
      if (exchange.getRequestURI().getPath().endsWith("/invocations")) {
        answer = invoke(exchange, request);
      } else {
        answer = "{\"FunctionName\":\"worker\",\"Timeout\":20}".getBytes(StandardCharsets.UTF_8);
      }
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private byte[] invoke(HttpExchange exchange, byte[] request) {
    try {
      return handler.handle(request);
    } catch (Exception e) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
      return "{\"errorType\":\"%s\",\"errorMessage\":\"failed\"}"
          .formatted(e.getClass().getName())
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A function. */
  interface Handler {
    byte[] handle(byte[] request) throws Exception;
  }
}
