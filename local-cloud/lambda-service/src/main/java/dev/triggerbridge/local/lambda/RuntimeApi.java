package dev.triggerbridge.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one execution, on a port of its own.
 *
 * <p>The runtime asks for work ({@code /next}, held open while there is none), and posts an answer
 * or an error for it. Asking for the first time ends its init.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private CompletableFuture<Optional<Answer.Failed>> waitsForWork = new CompletableFuture<>();
  private @Nullable CompletableFuture<Work> handOver;
  private @Nullable Work current;

  /**
   * What the runtime works on.
   *
   * @param invocation the event
   * @param deadline when the function's timeout ends
   * @param answer completed once
   */
  private record Work(Invocation invocation, Instant deadline, CompletableFuture<Answer> answer) {}

  RuntimeApi() throws IOException {
    server = Http.start(0, this::handle);
  }

  /** For {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Completes empty when the runtime waits for work, and with the failure if it never will: its
   * init failed, or the process ended.
   */
  synchronized CompletableFuture<Optional<Answer.Failed>> waitsForWork() {
    return waitsForWork;
  }

  /** Gives work to a runtime that waits for it; empty if it does not wait (any more). */
  Optional<CompletableFuture<Answer>> offer(Invocation invocation, Duration limit) {
    CompletableFuture<Work> receiver;
    Work work = new Work(invocation, Instant.now().plus(limit), new CompletableFuture<>());
    synchronized (this) {
      receiver = handOver;
      if (receiver == null || receiver.isDone()) {
        return Optional.empty();
      }
      handOver = null;
      current = work;
      waitsForWork = new CompletableFuture<>();
    }
    receiver.complete(work);
    return Optional.of(work.answer());
  }

  /** Whether the runtime has work that it has not answered. */
  synchronized boolean works() {
    return current != null && !current.answer().isDone();
  }

  /** The process is gone: ends whatever waits for it. */
  void exited(int exitCode) {
    CompletableFuture<Optional<Answer.Failed>> waiting;
    CompletableFuture<Work> receiver;
    Work work;
    synchronized (this) {
      waiting = waitsForWork;
      receiver = handOver;
      work = current;
      handOver = null;
      current = null;
      if (waiting.isDone()) {
        waitsForWork = CompletableFuture.completedFuture(gone(exitCode));
      }
    }
    if (work != null) {
      work.answer().complete(Failures.exited(work.invocation().requestId(), exitCode));
    }
    waiting.complete(gone(exitCode));
    if (receiver != null) {
      receiver.cancel(false);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static Optional<Answer.Failed> gone(int exitCode) {
    return Optional.of(Failures.exited("init", exitCode));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals(PREFIX + "invocation/next")) {
        next(exchange);
      } else if (path.equals(PREFIX + "init/error")) {
        initError(exchange);
      } else if (path.startsWith(PREFIX + "invocation/") && path.endsWith("/response")) {
        answer(exchange, path, false);
      } else if (path.startsWith(PREFIX + "invocation/") && path.endsWith("/error")) {
        answer(exchange, path, true);
      } else {
        Http.answer(exchange, 404, new byte[0]);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    CompletableFuture<Work> received = new CompletableFuture<>();
    CompletableFuture<Optional<Answer.Failed>> waiting;
    synchronized (this) {
      handOver = received;
      current = null;
      waiting = waitsForWork;
    }
    waiting.complete(Optional.empty());
    Work work;
    try {
      work = received.join();
    } catch (CancellationException e) {
      return;
    }
    Invocation invocation = work.invocation();
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(work.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn());
    headers.set("Lambda-Runtime-Trace-Id", invocation.traceId());
    if (invocation.clientContext() != null) {
      headers.set("Lambda-Runtime-Client-Context", invocation.clientContext());
    }
    Http.answer(exchange, 200, invocation.payload());
  }

  private void initError(HttpExchange exchange) throws IOException {
    byte[] error = Http.body(exchange, Limits.RESPONSE).orElseGet(() -> new byte[0]);
    waitsForWork().complete(Optional.of(new Answer.Failed(error)));
    Http.answer(exchange, 202, ACCEPTED);
  }

  private void answer(HttpExchange exchange, String path, boolean error) throws IOException {
    Optional<byte[]> body = Http.body(exchange, Limits.RESPONSE);
    Work work;
    synchronized (this) {
      work = current;
    }
    if (work == null || !path.contains("/" + work.invocation().requestId() + "/")) {
      Http.answer(exchange, 400, new byte[0]);
    } else if (body.isEmpty()) {
      work.answer().complete(Failures.tooLarge(Limits.RESPONSE + 1L));
      Http.answer(exchange, 413, new byte[0]);
    } else {
      byte[] payload = body.get();
      work.answer().complete(error ? new Answer.Failed(payload) : new Answer.Returned(payload));
      Http.answer(exchange, 202, ACCEPTED);
    }
  }
}
