package dev.triggerbridge.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes the requests of Lambda's API and answers errors in its shape. */
final class InvokeApi {
  private static final Logger LOG = Logger.getLogger(InvokeApi.class.getName());
  private static final Pattern ONE =
      Pattern.compile("/(2015-03-31|2017-10-31|2019-09-30)/functions/([^/]+)(/[a-z]+)?/?");
  private static final Pattern ALL = Pattern.compile("/2015-03-31/functions/?");

  private final Functions functions;
  private final InvokeHandler invoke;
  private final DescribeHandler describe;
  private final DeployHandler deploy;

  InvokeApi(
      Functions functions, AsyncInvoker async, DescribeHandler describe, DeployHandler deploy) {
    this.functions = functions;
    this.invoke = new InvokeHandler(functions, async);
    this.describe = describe;
    this.deploy = deploy;
  }

  void handle(HttpExchange exchange) throws IOException {
    String requestId = UUID.randomUUID().toString();
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    try (exchange) {
      // Read first, whatever comes of it: a client that still writes would not see an error.
      Optional<byte[]> body = Http.body(exchange, limit(exchange));
      try {
        route(exchange, requestId, body);
      } catch (ApiException e) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", e.type());
        e.retryAfter()
            .ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", seconds));
        Http.answer(exchange, e.status(), e.body());
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "request " + requestId + " failed", e);
        ApiException error = ApiException.internal(e);
        exchange.getResponseHeaders().set("x-amzn-ErrorType", error.type());
        Http.answer(exchange, error.status(), error.body());
      }
    }
  }

  private void route(HttpExchange exchange, String requestId, Optional<byte[]> body)
      throws ApiException, IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    Matcher one = ONE.matcher(path);
    if (method.equals("GET") && ALL.matcher(path).matches()) {
      Http.answer(exchange, 200, describe.list());
      return;
    }
    if (method.equals("POST") && ALL.matcher(path).matches()) {
      deploy.create(exchange, body);
      return;
    }
    if (!one.matches()) {
      throw ApiException.unknownOperation(method + " " + path);
    }
    FunctionReference reference =
        FunctionReference.parse(decode(one.group(2)), query(exchange, "Qualifier"));
    FunctionPool pool = functions.find(reference);
    String operation = method + " " + one.group(1) + (one.group(3) == null ? "" : one.group(3));
    switch (operation) {
      case "POST 2015-03-31/invocations" ->
          invoke.handle(exchange, requestId, reference, pool, body);
      case "GET 2015-03-31" -> Http.answer(exchange, 200, describe.function(reference, pool));
      case "GET 2015-03-31/configuration" ->
          Http.answer(exchange, 200, describe.configuration(reference, pool));
      case "GET 2019-09-30/concurrency" -> Http.answer(exchange, 200, describe.concurrency(pool));
      case "DELETE 2015-03-31" -> deploy.delete(exchange, reference);
      case "PUT 2017-10-31/concurrency" -> deploy.reserve(exchange, pool, body);
      default -> throw ApiException.unknownOperation(method + " " + path);
    }
  }

  private static int limit(HttpExchange exchange) {
    return ALL.matcher(exchange.getRequestURI().getRawPath()).matches()
        ? Limits.CODE
        : Limits.REQUEST;
  }

  private static Optional<String> query(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null
        ? Optional.empty()
        : List.of(query.split("&")).stream()
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> decode(pair.substring(name.length() + 1)))
            .findFirst();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
