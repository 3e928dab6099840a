package dev.triggerbridge.functions.payment;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.Intents;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The port over Stripe's own client: what the deployed adapter and the simulator are compared with.
 * It is not deployed, because it costs too much there (decision 13).
 */
final class StripeSdkGateway implements PaymentGateway {
  private final StripeClient client;

  StripeSdkGateway(URI base, Duration readTimeout) {
    Stripe.enableTelemetry = false;
    this.client =
        StripeClient.builder()
            .setApiBase(base.toString())
            .setApiKey("sk_test_local")
            .setConnectTimeout(1_000)
            .setReadTimeout(Math.toIntExact(readTimeout.toMillis()))
            // The state machine repeats; nobody does behind its back.
            .setMaxNetworkRetries(0)
            .build();
  }

  @Override
  public GatewayAnswer create(String key, Charge charge) {
    return answering(
        charge,
        () -> {
          String method = charge.paymentMethod();
          if (method.isEmpty()) {
            method =
                client
                    .v1()
                    .customers()
                    .retrieve(charge.customerId())
                    .getInvoiceSettings()
                    .getDefaultPaymentMethod();
          }
          PaymentIntentCreateParams params =
              PaymentIntentCreateParams.builder()
                  .setAmount(charge.minorUnits())
                  .setCurrency(charge.currency().toLowerCase(Locale.ROOT))
                  .setCustomer(charge.customerId())
                  .setPaymentMethod(method)
                  .addPaymentMethodType("card")
                  .putMetadata(Intents.ORDER_ID, charge.orderId())
                  .putMetadata(Intents.KEY, key)
                  .build();
          return known(client.v1().paymentIntents().create(params, under(key)), charge);
        });
  }

  @Override
  public GatewayAnswer find(String key, Charge charge) {
    return answering(
        charge,
        () ->
            Intents.found(
                client
                    .v1()
                    .paymentIntents()
                    .search(
                        PaymentIntentSearchParams.builder()
                            .setQuery(Intents.query(charge))
                            .setLimit(100L)
                            .build())
                    .getData()
                    .stream()
                    .map(StripeSdkGateway::intent)
                    .toList(),
                key,
                charge));
  }

  @Override
  public GatewayAnswer retrieve(String id, Charge charge) {
    return answering(charge, () -> known(client.v1().paymentIntents().retrieve(id), charge));
  }

  @Override
  public GatewayAnswer confirm(String key, String id, Charge charge) {
    PaymentIntentConfirmParams params =
        PaymentIntentConfirmParams.builder().setOffSession(true).build();
    return answering(
        charge, () -> known(client.v1().paymentIntents().confirm(id, params, under(key)), charge));
  }

  @Override
  public GatewayAnswer cancel(String key, String id, Charge charge) {
    return answering(
        charge, () -> known(client.v1().paymentIntents().cancel(id, under(key)), charge));
  }

  @Override
  public GatewayAnswer refund(
      String key, dev.triggerbridge.functions.payment.gateway.Refund refund) {
    RefundCreateParams params =
        RefundCreateParams.builder()
            .setPaymentIntent(refund.gatewayChargeId())
            .setAmount(refund.minorUnits())
            .putMetadata(Intents.ORDER_ID, refund.orderId())
            .build();
    return answering(
        null,
        () -> new GatewayAnswer.Done(client.v1().refunds().create(params, under(key)).getId()));
  }

  @Override
  public GatewayAnswer findRefund(dev.triggerbridge.functions.payment.gateway.Refund refund) {
    return answering(
        null,
        () -> {
          List<Refund> found =
              client
                  .v1()
                  .refunds()
                  .list(
                      RefundListParams.builder().setPaymentIntent(refund.gatewayChargeId()).build())
                  .getData();
          return found.isEmpty()
              ? new GatewayAnswer.Absent()
              : new GatewayAnswer.Done(found.getFirst().getId());
        });
  }

  private static RequestOptions under(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }

  private static GatewayAnswer known(PaymentIntent intent, Charge charge) {
    return Intents.known(intent(intent), charge);
  }

  private static Intents.Intent intent(PaymentIntent intent) {
    StripeError error = intent.getLastPaymentError();
    Map<String, String> metadata = intent.getMetadata();
    return new Intents.Intent(
        intent.getId(),
        intent.getStatus(),
        intent.getAmount(),
        intent.getCurrency(),
        metadata == null ? "" : metadata.getOrDefault(Intents.KEY, ""),
        error == null || error.getDeclineCode() == null ? "" : error.getDeclineCode());
  }

  private static GatewayAnswer answering(@Nullable Charge charge, Call call) {
    try {
      return call.run();
    } catch (IdempotencyException e) {
      return new GatewayAnswer.Contradiction("KEY_MISMATCH", "");
    } catch (ApiConnectionException e) {
      return new GatewayAnswer.Unclear("no answer");
    } catch (StripeException e) {
      StripeError error = e.getStripeError();
      String code = String.valueOf(e.getCode());
      if (code.equals("payment_intent_unexpected_state") && charge != null) {
        return known(error.getPaymentIntent(), charge);
      }
      return switch (e.getStatusCode()) {
        case 402 -> new GatewayAnswer.Declined("CARD_DECLINED", error.getDeclineCode());
        case 400 -> new GatewayAnswer.Declined("INVALID_PAYMENT_REQUEST", error.getParam());
        case 409 -> new GatewayAnswer.Busy();
        case 429 ->
            code.equals("lock_timeout")
                ? new GatewayAnswer.Busy()
                : new GatewayAnswer.Throttled(Duration.ofSeconds(1));
        default -> new GatewayAnswer.Unclear("HTTP " + e.getStatusCode());
      };
    }
  }

  private interface Call {
    GatewayAnswer run() throws StripeException;
  }
}
