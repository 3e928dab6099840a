package dev.triggerbridge.local.gateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Speaks HTTP to the gateway as a merchant would. */
record GatewayClient(URI base, HttpClient http) {
  static GatewayClient of(PaymentGateway gateway) {
    return new GatewayClient(gateway.url(), HttpClient.newHttpClient());
  }

  Result charge(String key, String orderId, long amount) throws IOException {
    return charge(key, orderId, amount, "pm_card_visa");
  }

  Result charge(String key, String orderId, long amount, String method) throws IOException {
    return post(
        "/v1/payment_intents",
        key,
        "amount=%d&currency=eur&customer=c-1&payment_method=%s&confirm=true&metadata%%5Border_id%%5D=%s"
            .formatted(amount, method, orderId));
  }

  Result refund(String key, String intent) throws IOException {
    return post("/v1/refunds", key, "payment_intent=" + intent);
  }

  Result search(String orderId) throws IOException {
    return get(
        "/v1/payment_intents/search?query="
            + URLEncoder.encode("metadata['order_id']:'" + orderId + "'", StandardCharsets.UTF_8));
  }

  Result get(String path) throws IOException {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  Result post(String path, String key, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return send(request);
  }

  private Result send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Result(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Idempotent-Replayed").isPresent(),
          response.headers().firstValue("Retry-After"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  record Result(int status, String body, boolean replayed, Optional<String> retryAfter) {
    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    String id() {
      return json().get("id").getAsString();
    }

    String errorCode() {
      return json().getAsJsonObject("error").get("code").getAsString();
    }

    String errorType() {
      return json().getAsJsonObject("error").get("type").getAsString();
    }
  }
}
