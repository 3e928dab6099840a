package dev.triggerbridge.bridge.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The two calls of Lambda's API that the bridge makes, over HTTP, with a scripted function behind
 * them. It remembers every invocation.
 */
final class LambdaStandIn implements AutoCloseable {
  private static final String FUNCTIONS = "/2015-03-31/functions/";

  private final HttpServer server;
  private final Queue<Invocation> invocations = new ConcurrentLinkedQueue<>();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private volatile Script script;

  LambdaStandIn(Script script) throws IOException {
    this.script = script;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(FUNCTIONS, this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void script(Script next) {
    script = next;
  }

  /** From now on there is no such function, until {@link #deploy}. */
  void remove(String function) {
    missing.add(function);
  }

  void deploy(String function) {
    missing.remove(function);
  }

  /** The most invocations that were ever under way at once. */
  int mostUnderWay() {
    return mostUnderWay.get();
  }

  List<Invocation> invocations() {
    return List.copyOf(invocations);
  }

  /** How often a message was in an invocation. */
  long timesInvoked(String messageId) {
    return invocations.stream()
        .flatMap(invocation -> invocation.records().stream())
        .filter(each -> each.messageId().equals(messageId))
        .count();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      String function = path.substring(FUNCTIONS.length()).replaceAll("/.*", "");
      if (missing.contains(function)) {
        exchange.getResponseHeaders().add("x-amzn-ErrorType", "ResourceNotFoundException");
        answer(exchange, 404, "{\"Type\":\"User\",\"Message\":\"Function not found\"}");
      } else if (path.endsWith("/invocations")) {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
          invoke(exchange, function, body);
        } finally {
          underWay.decrementAndGet();
        }
      } else {
        answer(
            exchange,
            200,
            "{\"FunctionName\":\"%s\",\"Timeout\":5,\"MemorySize\":128,\"State\":\"Active\"}"
                .formatted(function));
      }
    }
  }

  private void invoke(HttpExchange exchange, String function, byte[] body) throws IOException {
    Invocation invocation = Invocation.parse(function, body);
    invocations.add(invocation);
    Answer answer = script.answer(invocation);
    exchange.getResponseHeaders().add("X-Amz-Executed-Version", "$LATEST");
    if (!answer.functionError().isEmpty()) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", answer.functionError());
    }
    if (answer.status() == 429) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "TooManyRequestsException");
    }
    answer(exchange, answer.status(), answer.body());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** What a function does with a batch. May block; a real one does. */
  interface Script {
    Answer answer(Invocation invocation);

    /** Every record is ok and returns one event, except those whose id begins with poison. */
    static Script eventPerRecord(String outputSubject) {
      return invocation ->
          Answer.ok(
              invocation.batchId(),
              invocation.records().stream()
                  .map(
                      each ->
                          each.messageId().startsWith("poison")
                              ? reject(each)
                              : okWithEvent(invocation.function(), each, outputSubject))
                  .collect(Collectors.joining(",")));
    }

    /** Every record is ok and returns nothing. */
    static Script okWithoutEvents() {
      return invocation ->
          Answer.ok(
              invocation.batchId(),
              invocation.records().stream()
                  .map(each -> "{\"id\":\"%s\",\"status\":\"ok\"}".formatted(each.id()))
                  .collect(Collectors.joining(",")));
    }

    private static String okWithEvent(String function, Received each, String subject) {
      return """
      {"id":"%s","status":"ok","events":[{"id":"%s:%s:0","subject":"%s",\
      "contentType":"application/json","dataSchema":"test","headers":{},"data":"e30="}]}"""
          .formatted(each.id(), function, each.messageId(), subject);
    }

    private static String reject(Received each) {
      return """
      {"id":"%s","status":"reject","code":"INVALID_PAYLOAD","message":"said s3cr3t-Payload"}"""
          .formatted(each.id());
    }
  }

  record Answer(int status, String functionError, String body) {
    static Answer ok(String batchId, String results) {
      return new Answer(
          200,
          "",
          "{\"schema\":\"natsbatch-result/1\",\"batchId\":\"%s\",\"results\":[%s]}"
              .formatted(batchId, results));
    }

    static Answer throttled() {
      return new Answer(429, "", "{\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}");
    }

    static Answer thrown(String message) {
      return new Answer(
          200,
          "Unhandled",
          "{\"errorMessage\":\"%s\",\"errorType\":\"java.lang.IllegalStateException\"}"
              .formatted(message));
    }

    static Answer garbage(String body) {
      return new Answer(200, "", body);
    }
  }

  /** {@code dataRef} is where the payload lies, empty if it is in the record. */
  record Received(
      String id, String messageId, String subject, long deliveryCount, String dataRef) {}

  record Invocation(String function, String batchId, List<Received> records) {
    static Invocation parse(String function, byte[] body) {
      JsonValue request = JsonParser.parseUnchecked(body);
      return new Invocation(
          function,
          text(request, "batchId"),
          field(request, "records").array.stream()
              .map(
                  each ->
                      new Received(
                          text(each, "id"),
                          text(each, "messageId"),
                          text(each, "subject"),
                          Long.parseLong(field(each, "deliveryCount").number.toString()),
                          each.map.containsKey("dataRef")
                              ? text(field(each, "dataRef"), "s3")
                              : ""))
              .toList());
    }

    private static String text(JsonValue object, String key) {
      return field(object, key).string;
    }

    private static JsonValue field(JsonValue object, String key) {
      return Objects.requireNonNull(object.map.get(key), () -> key + " is missing");
    }
  }
}
