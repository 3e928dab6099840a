package dev.triggerbridge.functions.reconciliation;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundListParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway did, read page by page with Stripe's own client: here start-up time does not
 * matter, and a second implementation does not share the mistakes of the payment function's.
 */
final class GatewayBooks {
  private static final long PAGE = 100;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int RETRIES = 3;

  private final StripeClient client;

  /**
   * A reader.
   *
   * @param url without a trailing slash
   * @param apiKey empty for a gateway without one; a key that may only read is enough
   */
  GatewayBooks(String url, String apiKey) {
    Stripe.enableTelemetry = false;
    this.client =
        StripeClient.builder()
            .setApiBase(url)
            .setApiKey(apiKey.isEmpty() ? "none" : apiKey)
            .setConnectTimeout(TIMEOUT_MILLIS)
            .setReadTimeout(TIMEOUT_MILLIS)
            // Only reads, so repeating them is safe.
            .setMaxNetworkRetries(RETRIES)
            .build();
  }

  /** Charges that were created since; blocks for a request per hundred intents and refunds. */
  List<GatewayCharge> since(long epochMillis) throws StripeException {
    long seconds = epochMillis / 1000;
    Map<String, List<Refund>> refunds = new HashMap<>();
    RefundListParams refundPages =
        RefundListParams.builder()
            .setLimit(PAGE)
            .setCreated(RefundListParams.Created.builder().setGte(seconds).build())
            .build();
    for (Refund refund : client.v1().refunds().list(refundPages).autoPagingIterable()) {
      if (refund.getPaymentIntent() != null) {
        refunds
            .computeIfAbsent(refund.getPaymentIntent(), ignored -> new ArrayList<>())
            .add(refund);
      }
    }
    PaymentIntentListParams intentPages =
        PaymentIntentListParams.builder()
            .setLimit(PAGE)
            .setCreated(PaymentIntentListParams.Created.builder().setGte(seconds).build())
            .build();
    List<GatewayCharge> charges = new ArrayList<>();
    for (PaymentIntent intent :
        client.v1().paymentIntents().list(intentPages).autoPagingIterable()) {
      GatewayCharge charge = charge(intent, refunds.getOrDefault(intent.getId(), List.of()));
      if (charge != null) {
        charges.add(charge);
      }
    }
    return charges;
  }

  /** One charge as it is now, or null if nothing was taken. */
  @Nullable GatewayCharge find(String id) throws StripeException {
    PaymentIntent intent = client.v1().paymentIntents().retrieve(id);
    List<Refund> refunds = new ArrayList<>();
    client
        .v1()
        .refunds()
        .list(RefundListParams.builder().setLimit(PAGE).setPaymentIntent(id).build())
        .autoPagingIterable()
        .forEach(refunds::add);
    return charge(intent, refunds);
  }

  private static @Nullable GatewayCharge charge(PaymentIntent intent, List<Refund> refunds) {
    if (!"succeeded".equals(intent.getStatus())) {
      return null;
    }
    long refunded = 0;
    long refundedAt = 0;
    for (Refund refund : refunds) {
      if (!"failed".equals(refund.getStatus()) && !"canceled".equals(refund.getStatus())) {
        refunded += refund.getAmount();
        refundedAt = Math.max(refundedAt, refund.getCreated() * 1000);
      }
    }
    Map<String, String> metadata = intent.getMetadata();
    return new GatewayCharge(
        intent.getId(),
        metadata == null ? "" : metadata.getOrDefault("order_id", ""),
        intent.getAmountReceived(),
        intent.getCurrency().toUpperCase(Locale.ROOT),
        refunded,
        Duration.ofSeconds(intent.getCreated()).toMillis(),
        refundedAt);
  }
}
