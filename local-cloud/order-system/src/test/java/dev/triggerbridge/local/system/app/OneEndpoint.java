package dev.triggerbridge.local.system.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.aws.S3Local;
import dev.triggerbridge.local.lambda.LambdaService;
import dev.triggerbridge.local.lambda.LambdaServiceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AWS APIs of this project's own local services under one address, as an emulator has them: the
 * credential scope of a request's signature names the service.
 *
 * <p>Counts the units that each table says its writes and reads consumed.
 */
final class OneEndpoint implements AutoCloseable {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/[0-9]+/[a-z0-9-]+/([a-z0-9]+)/");
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "expect", "transfer-encoding", "upgrade");

  private final DynamoDbLocal dynamoDb = DynamoDbLocal.start((Path) null);
  private final S3Local s3;
  private final LambdaService lambda;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, DoubleAdder> units = new ConcurrentHashMap<>();

  OneEndpoint(Path folder) throws IOException {
    s3 = S3Local.start(folder.resolve("s3"));
    lambda = LambdaService.start(LambdaServiceOptions.in(folder.resolve("functions")));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    lambda.giveToDeployed(Map.of("AWS_ENDPOINT_URL", url().toString()));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Capacity units by table and kind of operation, for example {@code orders Put}. */
  Map<String, Double> units() {
    Map<String, Double> sums = new java.util.TreeMap<>();
    units.forEach((key, sum) -> sums.put(key, sum.sum()));
    return sums;
  }

  Set<String> functions() {
    return lambda.stats().keySet();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
    lambda.close();
    s3.close();
    dynamoDb.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
      Matcher scope = SCOPE.matcher(authorization);
      if (!scope.find()) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      switch (scope.group(1)) {
        case "dynamodb" -> dynamoDb(exchange);
        case "s3" -> forward(exchange, s3.endpoint(), streamed(exchange));
        case "lambda" -> forward(exchange, lambda.endpoint(), streamed(exchange));
        default -> exchange.sendResponseHeaders(501, -1);
      }
    }
  }

  /** Asks for the consumed capacity on the way. */
  private void dynamoDb(HttpExchange exchange) throws IOException {
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    String operation = target.substring(target.indexOf('.') + 1);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "GetItem", "Query")
        .contains(operation)) {
      JsonObject request = JsonParser.parseString(body).getAsJsonObject();
      request.addProperty("ReturnConsumedCapacity", "TOTAL");
      body = request.toString();
    }
    String answer =
        new String(
            forward(exchange, dynamoDb.endpoint(), HttpRequest.BodyPublishers.ofString(body)),
            StandardCharsets.UTF_8);
    count(operation, answer);
  }

  private void count(String operation, String answer) {
    if (!answer.contains("\"ConsumedCapacity\"")) {
      return;
    }
    JsonElement consumed = JsonParser.parseString(answer).getAsJsonObject().get("ConsumedCapacity");
    JsonArray all = new JsonArray();
    if (consumed.isJsonArray()) {
      all.addAll(consumed.getAsJsonArray());
    } else {
      all.add(consumed);
    }
    for (JsonElement each : all) {
      JsonObject table = each.getAsJsonObject();
      units
          .computeIfAbsent(
              table.get("TableName").getAsString() + " " + operation, key -> new DoubleAdder())
          .add(table.get("CapacityUnits").getAsDouble());
    }
  }

  private static BodyPublisher streamed(HttpExchange exchange) throws IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    InputStream body = exchange.getRequestBody();
    if (length == null) {
      return HttpRequest.BodyPublishers.ofByteArray(body.readAllBytes());
    }
    return Long.parseLong(length) == 0
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.fromPublisher(
            HttpRequest.BodyPublishers.ofInputStream(() -> body), Long.parseLong(length));
  }

  private byte[] forward(HttpExchange exchange, URI to, BodyPublisher body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to + exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), body);
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
              });
      boolean nothing = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.statusCode(), nothing ? -1 : answer.body().length);
      if (!nothing) {
        exchange.getResponseBody().write(answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
