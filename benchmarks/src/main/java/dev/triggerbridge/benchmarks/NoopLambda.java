package dev.triggerbridge.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A Lambda endpoint whose functions say ok to every record, in a process of its own so that its
 * cost is not counted. The function {@code slow} takes 50 ms for it, {@code failing} answers 500,
 * and only what goes to the others is counted. It reads requests by searching bytes: anything more
 * would make the endpoint the thing that is measured.
 */
public final class NoopLambda {
  /** Printed with the port when it listens. */
  static final String READY = "listening on ";

  private static final byte[] RECORD = "{\"id\":\"".getBytes(ISO_8859_1);
  private static final byte[] BATCH_ID = "\"batchId\":\"".getBytes(ISO_8859_1);
  private static final byte[] DATA = "\"data\":\"".getBytes(ISO_8859_1);
  private static final int STAMP_IN_BASE64 = 24;
  private static final int SLOW_MILLIS = 50;

  private final LongAdder records = new LongAdder();
  private final LongAdder invocations = new LongAdder();
  private final ConcurrentHistogram latency = new ConcurrentHistogram(60_000_000, 3);
  private volatile boolean measuresLatency;

  private NoopLambda() {}

  /** Serves until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    NoopLambda lambda = new NoopLambda();
    server.createContext("/2015-03-31/functions/", lambda::function);
    server.createContext("/bench/", lambda::bench);
    server.createContext("/v1/traces", NoopLambda::spans);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println(READY + server.getAddress().getPort());
  }

  private void function(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (!path.endsWith("/invocations")) {
        answer(exchange, "{\"FunctionName\":\"noop\",\"Timeout\":30,\"State\":\"Active\"}");
      } else if (path.contains("/failing/")) {
        exchange.sendResponseHeaders(500, -1);
      } else if (path.contains("/slow/")) {
        Thread.sleep(SLOW_MILLIS);
        answer(exchange, invoke(body, false));
      } else {
        answer(exchange, invoke(body, true));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes spans and forgets them. */
  private static void spans(HttpExchange exchange) throws IOException {
    try (exchange) {
      long unused = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void bench(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().endsWith("/reset")) {
        records.reset();
        invocations.reset();
        latency.reset();
        measuresLatency = "latency".equals(exchange.getRequestURI().getQuery());
      }
      answer(
          exchange,
          "%d %d %d %d %d %d"
              .formatted(
                  System.nanoTime(),
                  records.sum(),
                  invocations.sum(),
                  latency.getValueAtPercentile(50),
                  latency.getValueAtPercentile(99),
                  latency.getMaxValue()));
    }
  }

  private String invoke(byte[] body, boolean counted) {
    StringBuilder answer = new StringBuilder("{\"schema\":\"natsbatch-result/1\",\"batchId\":\"");
    int at = after(body, BATCH_ID, 0);
    answer.append(text(body, at)).append("\",\"results\":[");
    boolean measured = counted && measuresLatency;
    long now = measured ? Stamp.now() : 0;
    int count = 0;
    for (at = after(body, RECORD, at); at > 0; at = after(body, RECORD, at)) {
      answer.append(count == 0 ? "" : ",").append("{\"id\":\"").append(text(body, at));
      answer.append("\",\"status\":\"ok\"}");
      count++;
      if (measured) {
        int data = after(body, DATA, at);
        byte[] head =
            Base64.getDecoder().decode(new String(body, data, STAMP_IN_BASE64, ISO_8859_1));
        latency.recordValue(Math.max(0, now - Stamp.read(head)));
      }
    }
    if (counted) {
      records.add(count);
      invocations.increment();
    }
    return answer.append("]}").toString();
  }

  private static String text(byte[] body, int from) {
    int end = from;
    while (body[end] != '"') {
      end++;
    }
    return new String(body, from, end - from, UTF_8);
  }

  /** Where the text after the pattern begins, or -1. */
  private static int after(byte[] body, byte[] pattern, int from) {
    for (int i = from; i <= body.length - pattern.length; i++) {
      int matched = 0;
      while (matched < pattern.length && body[i + matched] == pattern[matched]) {
        matched++;
      }
      if (matched == pattern.length) {
        return i + matched;
      }
    }
    return -1;
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
