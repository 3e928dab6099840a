package dev.triggerbridge.local.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON of payment intents and refunds, in Stripe's form. */
final class Resources {
  private Resources() {}

  static JsonObject intent(Ledger.Charge charge) {
    JsonObject json =
        intent(
            charge.paymentIntent(),
            charge.orderId(),
            charge.customerId(),
            charge.key(),
            charge.amount(),
            charge.currency(),
            charge.at());
    json.addProperty("status", "succeeded");
    json.addProperty("amount_received", charge.amount());
    json.addProperty("latest_charge", charge.id());
    return json;
  }

  static JsonObject intent(Ledger.Decline decline) {
    JsonObject json =
        intent(
            decline.paymentIntent(),
            decline.orderId(),
            decline.customerId(),
            decline.key(),
            decline.amount(),
            decline.currency(),
            decline.at());
    json.addProperty("status", "requires_payment_method");
    json.addProperty("amount_received", 0);
    json.add("last_payment_error", cardError(decline.code()));
    return json;
  }

  /** The answer to a declined charge. */
  static Answer declined(Ledger.Decline decline) {
    JsonObject error = cardError(decline.code());
    error.add("payment_intent", intent(decline));
    JsonObject body = new JsonObject();
    body.add("error", error);
    return new Answer(402, body.toString(), Map.of());
  }

  static JsonObject refund(Ledger.Refund refund) {
    JsonObject json = new JsonObject();
    json.addProperty("id", refund.id());
    json.addProperty("object", "refund");
    json.addProperty("amount", refund.amount());
    json.addProperty("currency", refund.currency().toLowerCase(Locale.ROOT));
    json.addProperty("payment_intent", refund.paymentIntent());
    json.addProperty("status", "succeeded");
    json.addProperty("created", refund.at() / 1000);
    json.add("metadata", metadata(refund.orderId(), refund.key()));
    return json;
  }

  static JsonObject list(List<JsonObject> items) {
    JsonArray data = new JsonArray();
    items.forEach(data::add);
    JsonObject json = new JsonObject();
    json.addProperty("object", "list");
    json.add("data", data);
    json.addProperty("has_more", false);
    return json;
  }

  private static JsonObject intent(
      String id,
      String orderId,
      String customerId,
      String key,
      long amount,
      String currency,
      long at) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("object", "payment_intent");
    json.addProperty("amount", amount);
    json.addProperty("currency", currency.toLowerCase(Locale.ROOT));
    json.addProperty("customer", customerId);
    json.addProperty("created", at / 1000);
    json.add("metadata", metadata(orderId, key));
    return json;
  }

  private static JsonObject metadata(String orderId, String key) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("order_id", orderId);
    metadata.addProperty("idempotency_key", key);
    return metadata;
  }

  private static JsonObject cardError(String code) {
    JsonObject error = new JsonObject();
    error.addProperty("type", "card_error");
    error.addProperty("code", "card_declined");
    error.addProperty("decline_code", code);
    error.addProperty("message", "Your card was declined.");
    return error;
  }
}
