package dev.triggerbridge.bridge.promises;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's Invoke API over HTTP, as the AWS SDK speaks it, with a script for a function. Remembers
 * what it saw and what it promised, independently of the bridge.
 */
final class ScriptedLambda implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InvocationLog log = new InvocationLog();
  private final AtomicInteger invocations = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final List<Integer> underWayAtStart = new CopyOnWriteArrayList<>();
  private volatile Script script = request -> Reply.ok(request);

  ScriptedLambda() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/2015-03-31/functions/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What the function does from now on. */
  void does(Script next) {
    script = next;
  }

  InvocationLog log() {
    return log;
  }

  int invocations() {
    return invocations.get();
  }

  /** Most invocations that were under way at once, from the given invocation on. */
  int atOnceSince(int invocation) {
    return atOnceSince(invocation, Integer.MAX_VALUE);
  }

  /** The same, of so many invocations. */
  int atOnceSince(int invocation, int count) {
    return underWayAtStart.stream()
        .skip(invocation)
        .limit(count)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      invocations.incrementAndGet();
      underWayAtStart.add(underWay.incrementAndGet());
      Request request = Request.parse(exchange.getRequestBody().readAllBytes());
      log.invoked(request);
      Reply reply;
      try {
        reply = script.run(request);
      } catch (InterruptedException e) {
        return;
      } finally {
        underWay.decrementAndGet();
      }
      log.answers(reply);
      if (reply.errorType() != null) {
        exchange.getResponseHeaders().add("x-amzn-ErrorType", reply.errorType());
      }
      if (reply.functionError()) {
        exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
      }
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** A function. */
  interface Script {
    Reply run(Request request) throws InterruptedException;
  }
}
