package dev.triggerbridge.local.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attempts to charge an intent; for use while the books are committed. */
final class Confirmation {
  private static final Map<String, String> DECLINE_CODES =
      Map.of(
          "pm_card_declined", "generic_decline",
          "pm_card_chargeDeclined", "generic_decline",
          "pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds");

  private Confirmation() {}

  /**
   * The entry of a confirmation.
   *
   * @param attached a payment method that comes with the confirmation; empty for the intent's own
   */
  static Entry of(
      Intent intent, String attached, String key, String fingerprint, String number, long now) {
    String method = attached.isEmpty() ? intent.paymentMethod() : attached;
    if (!intent.canBeCancelled()) {
      return refused(intent, key, fingerprint, now, "its status is " + intent.status().jsonName());
    }
    if (method == null) {
      return refused(intent, key, fingerprint, now, "it is missing a payment method");
    }
    String declineCode = DECLINE_CODES.get(method);
    if (declineCode != null) {
      Intent declined = intent.declined(declineCode, now);
      return Entry.declined(
          key,
          fingerprint,
          Resources.declined(declined),
          declined,
          new Ledger.Decline(
              intent.id(),
              intent.orderId(),
              intent.customerId(),
              key,
              intent.amount(),
              intent.currency(),
              declineCode,
              now));
    }
    Ledger.Charge charge =
        new Ledger.Charge(
            "ch_" + number,
            intent.id(),
            intent.orderId(),
            intent.customerId(),
            key,
            intent.amount(),
            intent.currency(),
            now);
    Intent succeeded = intent.succeeded(charge.id(), method, now);
    return Entry.charged(
        key, fingerprint, Answer.ok(Resources.intent(succeeded)), succeeded, charge);
  }

  /** Stripe's answer to an operation that the intent's status does not allow. */
  static Entry refused(
      Intent intent, String key, String fingerprint, long now, @Nullable String why) {
    return Entry.answered(
        key,
        fingerprint,
        Resources.unexpectedState(intent, "PaymentIntent %s: %s".formatted(intent.id(), why)),
        now);
  }
}
