package dev.triggerbridge.functions.payment.gateway;

import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Absent;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Busy;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Contradiction;
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
 * A gateway that speaks the subset of Stripe's API that charging once needs. Never repeats a
 * request by itself.
 */
public final class HttpPaymentGateway implements PaymentGateway {
  private final GatewayHttp http;

  /**
   * @param base without a trailing slash
   * @param connectTimeout for a new connection
   * @param readTimeout for each answer
   */
  public HttpPaymentGateway(URI base, Duration connectTimeout, Duration readTimeout) {
    this.http = new GatewayHttp(base, connectTimeout, readTimeout);
  }

  @Override
  public GatewayAnswer charge(String key, Charge charge) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("amount", String.valueOf(charge.minorUnits()));
    form.put("currency", charge.currency().toLowerCase(Locale.ROOT));
    form.put("customer", charge.customerId());
    if (!charge.paymentMethod().isEmpty()) {
      form.put("payment_method", charge.paymentMethod());
    }
    form.put("confirm", "true");
    form.put("metadata[order_id]", charge.orderId());
    form.put("metadata[idempotency_key]", key);
    return answering(
        () -> {
          HttpAnswer answer = http.post("/v1/payment_intents", key, form);
          return answer.isOk() ? intent(key, charge, answer.json()) : chargeRefused(answer);
        });
  }

  @Override
  public GatewayAnswer findCharge(String key, Charge charge) {
    String query =
        GatewayHttp.encode(Map.of("query", "metadata['order_id']:'" + charge.orderId() + "'"));
    return answering(
        () -> {
          HttpAnswer answer = http.get("/v1/payment_intents/search?" + query);
          if (!answer.isOk()) {
            return notAnswered(answer);
          }
          GatewayAnswer found = new Absent();
          for (JsonTree intent : answer.json().at("data").elements()) {
            GatewayAnswer one = intent(key, charge, intent);
            if (!(found instanceof Done) && !(one instanceof Absent)) {
              found = one;
            }
          }
          return found;
        });
  }

  @Override
  public GatewayAnswer refund(String key, Refund refund) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("payment_intent", refund.gatewayChargeId());
    form.put("amount", String.valueOf(refund.minorUnits()));
    form.put("metadata[order_id]", refund.orderId());
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
    String query = GatewayHttp.encode(Map.of("payment_intent", refund.gatewayChargeId()));
    return answering(
        () -> {
          HttpAnswer answer = http.get("/v1/refunds?" + query);
          if (!answer.isOk()) {
            return notAnswered(answer);
          }
          for (JsonTree found : answer.json().at("data").elements()) {
            if (found.at("amount").number() == refund.minorUnits()) {
              return new Done(found.at("id").text());
            }
          }
          return new Absent();
        });
  }

  private static GatewayAnswer intent(String key, Charge charge, JsonTree intent) {
    boolean ours = intent.at("metadata").at("idempotency_key").text().equals(key);
    if (!intent.at("status").text().equals("succeeded")) {
      return ours
          ? new Declined("CARD_DECLINED", intent.at("last_payment_error").at("decline_code").text())
          : new Absent();
    }
    if (ours
        && intent.at("amount").number() == charge.minorUnits()
        && intent.at("currency").text().equalsIgnoreCase(charge.currency())) {
      return new Done(intent.at("id").text());
    }
    return new Contradiction(
        "OTHER_CHARGE",
        "charge %s of this order has another key or amount".formatted(intent.at("id").text()));
  }

  private static GatewayAnswer chargeRefused(HttpAnswer answer) {
    if (answer.status() == 402) {
      return new Declined("CARD_DECLINED", answer.json().at("error").at("decline_code").text());
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
      case 429 -> new Throttled(answer.retryAfter());
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
