package dev.triggerbridge.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the resource for a request and puts its reply on the wire. */
final class Routes implements HttpHandler {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String REFUNDS = "/v1/refunds";
  private static final String CUSTOMERS = "/v1/customers/";
  private static final String KEYS = "/v1/idempotency_keys/";
  private static final String CONFIRM = "/confirm";
  private static final String CANCEL = "/cancel";

  private final PaymentIntents intents;
  private final Refunds refunds;
  private final Controls controls;

  Routes(PaymentIntents intents, Refunds refunds, Controls controls) {
    this.intents = intents;
    this.refunds = refunds;
    this.controls = controls;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (route(exchange, body)) {
        case Reply.Send(Answer answer) -> send(exchange, answer);
        // Closing an exchange that has no answer yet closes its connection.
        case Reply.Drop() -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply route(HttpExchange exchange, String body) throws InterruptedException {
    try {
      String path = exchange.getRequestURI().getPath();
      Reply reply = null;
      if (exchange.getRequestMethod().equals("POST")) {
        reply =
            path.equals("/faults")
                ? Reply.send(controls.setFaults(body))
                : post(path, key(exchange), Form.parse(body));
      } else if (exchange.getRequestMethod().equals("GET")) {
        Answer answer = get(path, Form.parse(exchange.getRequestURI().getRawQuery()));
        reply = answer == null ? null : Reply.send(answer);
      }
      return reply == null
          ? Reply.send(
              Answer.notFound("resource: %s %s".formatted(exchange.getRequestMethod(), path)))
          : reply;
    } catch (IllegalArgumentException e) {
      return Reply.send(Answer.invalid("body", String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Reply post(String path, String key, Form form) throws InterruptedException {
    if (path.equals(INTENTS)) {
      return intents.create(key, form);
    }
    if (path.equals(REFUNDS)) {
      return refunds.create(key, form);
    }
    if (path.startsWith(INTENTS + "/") && path.endsWith(CONFIRM)) {
      return intents.confirm(idOf(path, CONFIRM), key, form);
    }
    if (path.startsWith(INTENTS + "/") && path.endsWith(CANCEL)) {
      return intents.cancel(idOf(path, CANCEL), key, form);
    }
    return null;
  }

  private static String idOf(String path, String action) {
    return path.substring(INTENTS.length() + 1, path.length() - action.length());
  }

  private @Nullable Answer get(String path, Form query) {
    if (path.startsWith(KEYS)) {
      return controls.key(path.substring(KEYS.length()));
    }
    if (path.startsWith(CUSTOMERS)) {
      return Customers.get(path.substring(CUSTOMERS.length()));
    }
    return switch (path) {
      case INTENTS -> intents.list(query);
      case INTENTS + "/search" -> intents.search(query);
      case REFUNDS -> refunds.list(query);
      case "/ledger" -> controls.ledger();
      case "/faults" -> controls.faults();
      default ->
          path.startsWith(INTENTS + "/") ? intents.get(path.substring(INTENTS.length() + 1)) : null;
    };
  }

  private static String key(HttpExchange exchange) {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    return key == null ? "" : key;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
