package dev.triggerbridge.local.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The Invoke operation: RequestResponse, Event and DryRun. */
final class InvokeHandler {
  private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.UTF_8);

  private final Functions functions;
  private final AsyncInvoker async;

  InvokeHandler(Functions functions, AsyncInvoker async) {
    this.functions = functions;
    this.async = async;
  }

  void handle(
      HttpExchange exchange,
      String requestId,
      FunctionReference reference,
      FunctionPool pool,
      Optional<byte[]> body)
      throws ApiException, IOException {
    Headers request = exchange.getRequestHeaders();
    String type = header(request, "X-Amz-Invocation-Type").orElse("RequestResponse");
    byte[] payload = checked(type, body);
    Invocation invocation =
        new Invocation(
            requestId,
            payload,
            functions.arn(reference),
            header(request, "X-Amzn-Trace-Id").orElseGet(InvokeHandler::newTraceId),
            clientContext(request));
    Headers answer = exchange.getResponseHeaders();
    answer.set("X-Amzn-Trace-Id", invocation.traceId());
    switch (type) {
      case "RequestResponse" -> {
        InvocationResult result = pool.invoke(invocation);
        answer.set("X-Amz-Executed-Version", Functions.version(reference));
        if (result.failed()) {
          answer.set("X-Amz-Function-Error", "Unhandled");
        }
        if (header(request, "X-Amz-Log-Type").filter("Tail"::equals).isPresent()) {
          answer.set("X-Amz-Log-Result", Base64.getEncoder().encodeToString(result.logTail()));
        }
        Http.answer(exchange, 200, result.answer().payload());
      }
      case "Event" -> {
        async.submit(pool, invocation);
        Http.answer(exchange, 202, new byte[0]);
      }
      case "DryRun" -> Http.answer(exchange, 204, new byte[0]);
      default ->
          throw ApiException.invalidParameter(
              "X-Amz-Invocation-Type '"
                  + type
                  + "' is unknown: use RequestResponse, Event or DryRun");
    }
  }

  private static byte[] checked(String type, Optional<byte[]> body) throws ApiException {
    int limit = type.equals("Event") ? Limits.EVENT_REQUEST : Limits.REQUEST;
    if (body.isEmpty() || body.get().length > limit) {
      throw ApiException.requestTooLarge(limit);
    }
    if (body.get().length == 0) {
      return EMPTY_EVENT;
    }
    Optional<String> problem = Json.problem(body.get());
    if (problem.isPresent()) {
      throw ApiException.invalidRequestContent(problem.get());
    }
    return body.get();
  }

  private static @Nullable String clientContext(Headers request) throws ApiException {
    String encoded = request.getFirst("X-Amz-Client-Context");
    if (encoded == null) {
      return null;
    }
    try {
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidParameter("X-Amz-Client-Context is not base64: " + e.getMessage());
    }
  }

  private static Optional<String> header(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name)).filter(text -> !text.isBlank());
  }

  private static String newTraceId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "Root=1-%08x-%08x%016x;Parent=%016x;Sampled=0"
        .formatted(
            System.currentTimeMillis() / 1000,
            random.nextInt(),
            random.nextLong(),
            random.nextLong());
  }
}
