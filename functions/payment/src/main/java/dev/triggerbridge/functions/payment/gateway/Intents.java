package dev.triggerbridge.functions.payment.gateway;

import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Absent;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Busy;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Cancelled;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Contradiction;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Created;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Declined;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Done;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Unclear;
import java.util.List;

/**
 * What a PaymentIntent means to an order, by its status as Stripe's page "How PaymentIntents work"
 * describes it. Used by every adapter, so that they cannot disagree.
 */
public final class Intents {
  /** The metadata by which the gateway's search finds an order's intents. */
  public static final String ORDER_ID = "order_id";

  /** The metadata that tells our intents from those made by hand. */
  public static final String KEY = "idempotency_key";

  private Intents() {}

  /**
   * One intent, as the gateway shows it.
   *
   * @param amount in minor units
   * @param currency ISO 4217, in any case
   * @param key of its metadata; empty if there is none
   * @param declineCode of its last attempt; empty if none failed
   */
  public record Intent(
      String id, String status, long amount, String currency, String key, String declineCode) {}

  /**
   * The search for an order's intents, in Stripe's query language: quotes inside of quotes are
   * escaped by a backslash ("Search query language").
   */
  public static String query(Charge charge) {
    String escaped = charge.orderId().replace("\\", "\\\\").replace("'", "\\'");
    return "metadata['" + ORDER_ID + "']:'" + escaped + "'";
  }

  /** What an intent means that is known by its identity. */
  public static GatewayAnswer known(Intent intent, Charge charge) {
    if (intent.amount() != charge.minorUnits()
        || !intent.currency().equalsIgnoreCase(charge.currency())) {
      return new Contradiction(
          "OTHER_AMOUNT", "charge %s is of another amount".formatted(intent.id()));
    }
    return switch (intent.status()) {
      case "succeeded" -> new Done(intent.id());
      case "requires_confirmation" -> new Created(intent.id());
      case "canceled" -> new Cancelled();
      case "requires_payment_method" ->
          new Declined(
              intent.declineCode().isEmpty() ? "NO_PAYMENT_METHOD" : "CARD_DECLINED",
              intent.declineCode());
      // A confirmation that is still being executed.
      case "processing" -> new Busy();
      case "requires_action", "requires_capture" ->
          new Contradiction(
              "NEEDS_A_PERSON", "charge %s is %s".formatted(intent.id(), intent.status()));
      default ->
          new Unclear(
              "charge %s has the unknown status '%s'".formatted(intent.id(), intent.status()));
    };
  }

  /** What the intents of an order mean that a search has found. */
  public static GatewayAnswer found(List<Intent> intents, String key, Charge charge) {
    GatewayAnswer answer = new Absent();
    for (Intent intent : intents) {
      boolean ours = intent.key().equals(key);
      if (intent.status().equals("succeeded") && !ours) {
        return new Contradiction(
            "OTHER_CHARGE", "charge %s of this order has another key".formatted(intent.id()));
      }
      if (ours && !intent.status().equals("canceled") && !(answer instanceof Done)) {
        answer = known(intent, charge);
      }
    }
    return answer;
  }
}
