package dev.triggerbridge.functions.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of the S3 server and misbehaves as S3 and networks do. */
final class FaultyS3 implements AutoCloseable {
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "content-length", "expect", "transfer-encoding");

  /** What happens to a request; returns false to let it through to the server. */
  interface Fault {
    boolean answer(HttpExchange exchange, int number) throws IOException;
  }

  private final HttpServer front;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final AtomicInteger puts = new AtomicInteger();

  private FaultyS3(URI server, Fault fault, boolean dropsFirstAnswer) throws IOException {
    this.server = server;
    this.front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.setExecutor(threads);
    front.createContext(
        "/",
        exchange -> {
          boolean put = exchange.getRequestMethod().equals("PUT");
          int number = put ? puts.incrementAndGet() : puts.get();
          if (!fault.answer(exchange, number)) {
            forward(exchange, put && dropsFirstAnswer && number == 1);
          }
        });
    front.start();
  }

  /** Answers every request with an error of S3's. */
  static FaultyS3 answering(int status, String code) throws IOException {
    return new FaultyS3(
        S3Fixture.endpoint(), (exchange, n) -> error(exchange, status, code), false);
  }

  /** Says that an object exists, and then that it does not. */
  static FaultyS3 forgetful() throws IOException {
    return new FaultyS3(
        S3Fixture.endpoint(),
        (exchange, n) ->
            exchange.getRequestMethod().equals("PUT")
                ? error(exchange, 412, "PreconditionFailed")
                : error(exchange, 404, "NoSuchKey"),
        false);
  }

  /** The first PUT reaches the server, its answer never reaches the client. */
  static FaultyS3 droppingTheFirstAnswer() throws IOException {
    return new FaultyS3(S3Fixture.endpoint(), (exchange, n) -> false, true);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  int puts() {
    return puts.get();
  }

  private static boolean error(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code)
            .getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
    return true;
  }

  private void forward(HttpExchange exchange, boolean dropAnswer) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
    if (!dropAnswer) {
      answer(exchange, response);
    }
    exchange.close();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (head || !NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    exchange.sendResponseHeaders(
        response.statusCode(), head || response.body().length == 0 ? -1 : response.body().length);
    if (!head && response.body().length > 0) {
      exchange.getResponseBody().write(response.body());
    }
  }

  @Override
  public void close() {
    front.stop(0);
    client.close();
    threads.close();
  }
}
