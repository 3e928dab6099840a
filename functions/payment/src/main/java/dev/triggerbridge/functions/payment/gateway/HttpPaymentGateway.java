package dev.triggerbridge.functions.payment.gateway;

import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Absent;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Busy;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Contradiction;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Created;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Declined;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Done;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Throttled;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Unclear;
import dev.triggerbridge.functions.payment.gateway.GatewayHttp.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Stripe's API, as far as charging once needs it, over {@link GatewayHttp}: Stripe's own client
 * would double the function (decision 13). Never repeats a request by itself.
 */
public final class HttpPaymentGateway implements PaymentGateway {
  private static final String INTENTS = "/v1/payment_intents";

  private final GatewayHttp http;

  /**
   * @param base without a trailing slash
   * @param apiKey the gateway's secret key; empty for a gateway without one
   * @param connectTimeout for a new connection
   * @param readTimeout for each answer
   */
  public HttpPaymentGateway(
      URI base, String apiKey, Duration connectTimeout, Duration readTimeout) {
    this.http = new GatewayHttp(base, apiKey, connectTimeout, readTimeout);
  }

  @Override
  public GatewayAnswer create(String key, Charge charge) {
    return answering(
        () -> {
          String method = charge.paymentMethod();
          if (method.isEmpty()) {
            HttpAnswer customer =
                http.get("/v1/customers/" + GatewayHttp.segment(charge.customerId()));
            if (customer.status() == 404) {
              return new Declined("INVALID_PAYMENT_REQUEST", "customer");
            }
            if (!customer.isOk()) {
              return notAnswered(customer);
            }
            method = customer.json().at("invoice_settings").at("default_payment_method").text();
            if (method.isEmpty()) {
              return new Declined("NO_PAYMENT_METHOD", "the customer has no default one");
            }
          }
          HttpAnswer answer = http.post(INTENTS, key, form(key, charge, method));
          return answer.isOk() ? known(answer.json(), charge) : refused(answer, charge);
        });
  }

  private static Map<String, String> form(String key, Charge charge, String method) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("amount", String.valueOf(charge.minorUnits()));
    form.put("currency", charge.currency().toLowerCase(Locale.ROOT));
    form.put("customer", charge.customerId());
    form.put("payment_method", method);
    form.put("payment_method_types[0]", "card");
    form.put("metadata[" + Intents.ORDER_ID + "]", charge.orderId());
    form.put("metadata[" + Intents.KEY + "]", key);
    return form;
  }

  @Override
  public GatewayAnswer find(String key, Charge charge) {
    String query = GatewayHttp.encode(Map.of("query", Intents.query(charge), "limit", "100"));
    return answering(
        () -> {
          HttpAnswer answer = http.get(INTENTS + "/search?" + query);
          return answer.isOk()
              ? Intents.found(
                  answer.json().at("data").elements().stream()
                      .map(HttpPaymentGateway::intent)
                      .toList(),
                  key,
                  charge)
              : notAnswered(answer);
        });
  }

  @Override
  public GatewayAnswer retrieve(String id, Charge charge) {
    return answering(
        () -> {
          HttpAnswer answer = http.get(path(id));
          return answer.isOk() ? known(answer.json(), charge) : notAnswered(answer);
        });
  }

  @Override
  public GatewayAnswer confirm(String key, String id, Charge charge) {
    // The payment method stays with the intent: after a decline there is none, so that no late
    // repetition can charge.
    return change(key, path(id) + "/confirm", Map.of("off_session", "true"), id, charge);
  }

  @Override
  public GatewayAnswer cancel(String key, String id, Charge charge) {
    return change(key, path(id) + "/cancel", Map.of(), id, charge);
  }

  private GatewayAnswer change(
      String key, String path, Map<String, String> form, String id, Charge charge) {
    return answering(
        () -> {
          HttpAnswer answer = http.post(path, key, form);
          GatewayAnswer result =
              answer.isOk() ? known(answer.json(), charge) : refused(answer, charge);
          return result instanceof Created
              ? new Unclear("charge %s still waits for its confirmation".formatted(id))
              : result;
        });
  }

  @Override
  public GatewayAnswer refund(String key, Refund refund) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("payment_intent", refund.gatewayChargeId());
    form.put("amount", String.valueOf(refund.minorUnits()));
    form.put("metadata[" + Intents.ORDER_ID + "]", refund.orderId());
    return answering(
        () -> {
          HttpAnswer answer = http.post("/v1/refunds", key, form);
          if (answer.isOk()) {
            return new Done(answer.json().at("id").text());
          }
          if (answer.errorCode().equals("charge_already_refunded")) {
            GatewayAnswer found = findRefund(refund);
            return found instanceof Absent
                ? new Contradiction("REFUND_REFUSED", "refunded, yet no refund is found")
                : found;
          }
          return answer.status() == 400 || answer.status() == 404
              ? contradiction("REFUND_REFUSED", answer)
              : notAnswered(answer);
        });
  }

  @Override
  public GatewayAnswer findRefund(Refund refund) {
    String query =
        GatewayHttp.encode(Map.of("payment_intent", refund.gatewayChargeId(), "limit", "100"));
    return answering(
        () -> {
          HttpAnswer answer = http.get("/v1/refunds?" + query);
          if (!answer.isOk()) {
            return notAnswered(answer);
          }
          for (JsonTree found : answer.json().at("data").elements()) {
            String status = found.at("status").text();
            if (found.at("amount").number() == refund.minorUnits()
                && !status.equals("failed")
                && !status.equals("canceled")) {
              return new Done(found.at("id").text());
            }
          }
          return new Absent();
        });
  }

  private static String path(String id) {
    return INTENTS + "/" + GatewayHttp.segment(id);
  }

  private static GatewayAnswer known(JsonTree json, Charge charge) {
    return Intents.known(intent(json), charge);
  }

  private static Intents.Intent intent(JsonTree json) {
    return new Intents.Intent(
        json.at("id").text(),
        json.at("status").text(),
        json.at("amount").number(),
        json.at("currency").text(),
        json.at("metadata").at(Intents.KEY).text(),
        declineCode(json.at("last_payment_error")));
  }

  private static String declineCode(JsonTree error) {
    String declineCode = error.at("decline_code").text();
    return declineCode.isEmpty() ? error.at("code").text() : declineCode;
  }

  private static GatewayAnswer refused(HttpAnswer answer, Charge charge) {
    if (answer.status() == 402) {
      return new Declined("CARD_DECLINED", declineCode(answer.json().at("error")));
    }
    if (answer.errorCode().equals("payment_intent_unexpected_state")) {
      return known(answer.json().at("error").at("payment_intent"), charge);
    }
    if (answer.status() == 400) {
      return answer.errorType().equals("idempotency_error")
          ? contradiction("KEY_MISMATCH", answer)
          : new Declined("INVALID_PAYMENT_REQUEST", answer.json().at("error").at("param").text());
    }
    return notAnswered(answer);
  }

  private static GatewayAnswer contradiction(String reason, HttpAnswer answer) {
    return answer.errorType().equals("idempotency_error")
        ? new Contradiction("KEY_MISMATCH", "the key was used with other parameters")
        : new Contradiction(reason, "HTTP %d %s".formatted(answer.status(), answer.errorCode()));
  }

  private static GatewayAnswer notAnswered(HttpAnswer answer) {
    return switch (answer.status()) {
      case 409 -> new Busy();
      // Another request is at work on this very charge: no sign of too many requests.
      case 429 ->
          answer.errorCode().equals("lock_timeout")
              ? new Busy()
              : new Throttled(answer.retryAfter());
      case 401, 403, 404 ->
          new Unclear(
              "the gateway answered HTTP %d: check PAYMENT_GATEWAY_URL and what may be used there"
                  .formatted(answer.status()));
      default -> new Unclear("the gateway answered HTTP " + answer.status());
    };
  }

  private static GatewayAnswer answering(Call call) {
    try {
      return call.run();
    } catch (IOException e) {
      return new Unclear("no answer from the gateway: " + e.getClass().getSimpleName());
    }
  }

  private interface Call {
    GatewayAnswer run() throws IOException;
  }
}
