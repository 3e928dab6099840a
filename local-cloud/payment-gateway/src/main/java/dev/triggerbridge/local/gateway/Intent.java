package dev.triggerbridge.local.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PaymentIntent as it is after one request.
 *
 * @param amount in minor units
 * @param currency ISO 4217, upper case
 * @param paymentMethod what a confirmation would charge; null if there is nothing attached, as
 *     after a decline
 * @param declineCode of the last attempt, or null
 * @param charge the charge that was made, or null
 * @param createdAt epoch milliseconds
 * @param changedAt epoch milliseconds
 */
record Intent(
    String id,
    Map<String, String> metadata,
    String customerId,
    long amount,
    String currency,
    @Nullable String paymentMethod,
    Status status,
    @Nullable String declineCode,
    @Nullable String charge,
    long createdAt,
    long changedAt) {

  /** The part of Stripe's life cycle that cards without authentication go through. */
  enum Status {
    REQUIRES_PAYMENT_METHOD("requires_payment_method"),
    REQUIRES_CONFIRMATION("requires_confirmation"),
    SUCCEEDED("succeeded"),
    CANCELED("canceled");

    private final String jsonName;

    Status(String jsonName) {
      this.jsonName = jsonName;
    }

    String jsonName() {
      return jsonName;
    }
  }

  String orderId() {
    return metadata.getOrDefault("order_id", "");
  }

  boolean canBeCancelled() {
    return status == Status.REQUIRES_PAYMENT_METHOD || status == Status.REQUIRES_CONFIRMATION;
  }

  Intent succeeded(String chargeId, String method, long now) {
    return changed(method, Status.SUCCEEDED, null, chargeId, now);
  }

  Intent declined(String code, long now) {
    return changed(null, Status.REQUIRES_PAYMENT_METHOD, code, null, now);
  }

  Intent cancelled(long now) {
    return changed(paymentMethod, Status.CANCELED, declineCode, null, now);
  }

  private Intent changed(
      @Nullable String method,
      Status next,
      @Nullable String code,
      @Nullable String chargeId,
      long now) {
    return new Intent(
        id, metadata, customerId, amount, currency, method, next, code, chargeId, createdAt, now);
  }
}
