package dev.triggerbridge.local.gateway;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;

/** The JSON of payment intents and refunds, in Stripe's form. */
final class Resources {
  private Resources() {}

  static JsonObject intent(Intent intent) {
    JsonObject json = new JsonObject();
    json.addProperty("id", intent.id());
    json.addProperty("object", "payment_intent");
    json.addProperty("amount", intent.amount());
    json.addProperty(
        "amount_received", intent.status() == Intent.Status.SUCCEEDED ? intent.amount() : 0);
    json.addProperty("currency", intent.currency().toLowerCase(Locale.ROOT));
    json.addProperty("customer", intent.customerId());
    json.addProperty("payment_method", intent.paymentMethod());
    json.addProperty("status", intent.status().jsonName());
    json.addProperty("latest_charge", intent.charge());
    json.add(
        "last_payment_error",
        intent.declineCode() == null ? JsonNull.INSTANCE : cardError(intent.declineCode()));
    json.addProperty("created", intent.createdAt() / 1000);
    json.add("metadata", metadata(intent.metadata()));
    return json;
  }

  /** The answer to a declined confirmation. */
  static Answer declined(Intent intent) {
    JsonObject error = cardError(String.valueOf(intent.declineCode()));
    error.add("payment_intent", intent(intent));
    JsonObject body = new JsonObject();
    body.add("error", error);
    return new Answer(402, body.toString(), Map.of());
  }

  /** The answer to what the intent's status does not allow. */
  static Answer unexpectedState(Intent intent, String message) {
    JsonObject body =
        Answer.errorBody("invalid_request_error", "payment_intent_unexpected_state", message);
    body.getAsJsonObject("error").add("payment_intent", intent(intent));
    return new Answer(400, body.toString(), Map.of());
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
    json.add("metadata", metadata(Map.of("order_id", refund.orderId())));
    return json;
  }

  private static JsonObject metadata(Map<String, String> values) {
    JsonObject metadata = new JsonObject();
    values.forEach(metadata::addProperty);
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
