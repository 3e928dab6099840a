package dev.triggerbridge.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Stripe's published rules, asked by Stripe's own client. Each test names the page of
 * docs.stripe.com that it is made from.
 */
class StripeRulesTest {
  private final MutableClock clock = new MutableClock();
  private final PaymentGateway gateway =
      PaymentGateway.start(GatewayOptions.defaults().withClock(clock));
  private final StripeClient stripe = client();
  private final GatewayClient raw = GatewayClient.of(gateway);

  private StripeClient client() {
    Stripe.enableTelemetry = false;
    return StripeClient.builder()
        .setApiBase(gateway.url().toString())
        .setApiKey("sk_test_local")
        .setMaxNetworkRetries(0)
        .build();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** API reference, "Idempotent requests": the same key returns the same result. */
  @Test
  void repetition_with_its_key_returns_the_first_result() throws Exception {
    PaymentIntent first = create("k", 1250);
    PaymentIntent again = create("k", 1250);
    assertThat(again.getId()).isEqualTo(first.getId());
    assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
        .contains("true");
    assertThat(first.getLastResponse().headers().firstValue("Idempotent-Replayed")).isEmpty();
  }

  /** API reference, "Idempotent requests": other parameters with a used key are an error. */
  @Test
  void key_with_other_parameters_or_another_endpoint_is_an_idempotency_error() throws Exception {
    PaymentIntent intent = create("k", 1250);
    assertThat(catchThrowableOfType(IdempotencyException.class, () -> create("k", 1251)))
        .isNotNull();
    assertThat(
            catchThrowableOfType(
                IdempotencyException.class,
                () -> stripe.v1().paymentIntents().confirm(intent.getId(), under("k"))))
        .isNotNull();
  }

  /**
   * API reference, "Idempotent requests": keys may be removed after 24 hours, then count as new.
   */
  @Test
  void key_is_new_again_after_24_hours() throws Exception {
    PaymentIntent first = create("k", 1250);
    clock.advance(Duration.ofHours(23));
    assertThat(create("k", 1250).getId()).isEqualTo(first.getId());
    clock.advance(Duration.ofHours(2));
    assertThat(create("k", 1250).getId()).isNotEqualTo(first.getId());
  }

  /** API reference, "Idempotent requests": 500s are saved, too. "Advanced error handling". */
  @Test
  void server_error_is_saved_and_says_that_repeating_has_no_effect() {
    gateway.faults().plan("o-1", FaultKind.ERROR_BEFORE);
    ApiException first = catchThrowableOfType(ApiException.class, () -> create("k", 1250));
    ApiException again = catchThrowableOfType(ApiException.class, () -> create("k", 1250));
    assertThat(first.getStatusCode()).isEqualTo(500);
    assertThat(again.getStatusCode()).isEqualTo(500);
    assertThat(headers(again).firstValue("Stripe-Should-Retry")).contains("false");
  }

  /** API reference, "Idempotent requests": what fails validation is not saved. */
  @Test
  void invalid_request_is_not_saved_under_its_key() throws Exception {
    assertThat(
            catchThrowableOfType(InvalidRequestException.class, () -> create("k", -1)).getParam())
        .isEqualTo("amount");
    assertThat(create("k", 1250).getStatus()).isEqualTo("requires_confirmation");
  }

  /**
   * API reference, "Idempotent requests" and "Errors": 409 while the key is executed; not saved.
   */
  @Test
  void key_that_is_being_executed_is_a_conflict() throws Exception {
    gateway.faults().slowMillis(1_000);
    gateway.faults().plan("o-1", FaultKind.SLOW);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PaymentIntent> slow = executor.submit(() -> create("k", 1250));
      await().until(() -> gateway.faults().injected().getOrDefault(FaultKind.SLOW, 0L) == 1L);
      StripeException conflict =
          catchThrowableOfType(StripeException.class, () -> create("k", 1250));
      assertThat(conflict.getStatusCode()).isEqualTo(409);
      assertThat(conflict.getCode()).isEqualTo("idempotency_key_in_use");
      assertThat(create("k", 1250, slow.get())).isTrue();
    }
  }

  /** "Rate limits": 429; "Advanced error handling": limiters run before the idempotency layer. */
  @Test
  void rate_limited_request_is_not_saved_and_says_that_it_may_be_repeated() throws Exception {
    gateway.faults().retryAfterSeconds(7);
    gateway.faults().plan("o-1", FaultKind.RATE_429);
    RateLimitException limited =
        catchThrowableOfType(RateLimitException.class, () -> create("k", 1250));
    assertThat(limited.getStatusCode()).isEqualTo(429);
    assertThat(headers(limited).firstValue("Retry-After")).contains("7");
    assertThat(headers(limited).firstValue("Stripe-Should-Retry")).contains("true");
    assertThat(create("k", 1250).getStatus()).isEqualTo("requires_confirmation");
  }

  /** "Rate limits", object lock timeouts: one request at a time changes an object. */
  @Test
  void intent_that_another_request_changes_is_locked() throws Exception {
    PaymentIntent intent = create("k", 1250);
    gateway.faults().slowMillis(1_000);
    gateway.faults().plan("o-1", FaultKind.SLOW, Operation.CONFIRM);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PaymentIntent> slow =
          executor.submit(() -> stripe.v1().paymentIntents().confirm(intent.getId(), under("c-1")));
      await().until(() -> gateway.faults().injected().getOrDefault(FaultKind.SLOW, 0L) == 1L);
      RateLimitException locked =
          catchThrowableOfType(
              RateLimitException.class,
              () -> stripe.v1().paymentIntents().confirm(intent.getId(), under("c-2")));
      assertThat(locked.getCode()).isEqualTo("lock_timeout");
      assertThat(slow.get().getStatus()).isEqualTo("succeeded");
    }
    assertThat(gateway.ledger().charges()).hasSize(1);
  }

  /** "How PaymentIntents work" and API reference, "Confirm a PaymentIntent": its statuses. */
  @Test
  void intent_is_charged_at_its_confirmation_and_at_most_once() throws Exception {
    PaymentIntent intent = create("k", 1250);
    assertThat(intent.getStatus()).isEqualTo("requires_confirmation");
    assertThat(gateway.ledger().charges()).isEmpty();
    PaymentIntent confirmed = stripe.v1().paymentIntents().confirm(intent.getId(), under("c-1"));
    assertThat(confirmed.getStatus()).isEqualTo("succeeded");
    assertThat(confirmed.getAmountReceived()).isEqualTo(1250);
    InvalidRequestException refused =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> stripe.v1().paymentIntents().confirm(intent.getId(), under("c-2")));
    assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
    assertThat(refused.getStripeError().getPaymentIntent().getStatus()).isEqualTo("succeeded");
    assertThat(gateway.ledger().charges()).hasSize(1);
  }

  /**
   * API reference, "Errors" and "Confirm a PaymentIntent": a decline is 402; nothing is attached.
   */
  @Test
  void declined_intent_requires_another_payment_method() throws Exception {
    PaymentIntent intent =
        stripe.v1().paymentIntents().create(params(1250, "pm_card_declined"), under("k"));
    CardException declined =
        catchThrowableOfType(
            CardException.class,
            () -> stripe.v1().paymentIntents().confirm(intent.getId(), under("c-1")));
    assertThat(declined.getStatusCode()).isEqualTo(402);
    assertThat(declined.getCode()).isEqualTo("card_declined");
    assertThat(declined.getDeclineCode()).isEqualTo("generic_decline");
    PaymentIntent now = stripe.v1().paymentIntents().retrieve(intent.getId());
    assertThat(now.getStatus()).isEqualTo("requires_payment_method");
    assertThat(now.getPaymentMethod()).isNull();
    assertThat(now.getLastPaymentError().getDeclineCode()).isEqualTo("generic_decline");
    assertThat(
            catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> stripe.v1().paymentIntents().confirm(intent.getId(), under("c-2")))
                .getCode())
        .isEqualTo("payment_intent_unexpected_state");
  }

  /** API reference, "Cancel a PaymentIntent": from which statuses, and that nothing follows. */
  @Test
  void cancelled_intent_is_never_charged_and_a_charged_one_is_not_cancelled() throws Exception {
    PaymentIntent open = create("k-1", 1250);
    assertThat(stripe.v1().paymentIntents().cancel(open.getId(), under("x-1")).getStatus())
        .isEqualTo("canceled");
    assertThat(
            catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> stripe.v1().paymentIntents().confirm(open.getId(), under("c-1")))
                .getCode())
        .isEqualTo("payment_intent_unexpected_state");
    PaymentIntent charged = create("k-2", 1250);
    stripe.v1().paymentIntents().confirm(charged.getId(), under("c-2"));
    assertThat(
            catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> stripe.v1().paymentIntents().cancel(charged.getId(), under("x-2")))
                .getCode())
        .isEqualTo("payment_intent_unexpected_state");
    assertThat(gateway.ledger().charges()).hasSize(1);
  }

  /** API reference, "Search PaymentIntents": not for read-after-write, data is searchable later. */
  @Test
  void search_shows_an_intent_when_it_has_been_propagated() throws Exception {
    gateway.faults().searchLagMillis(60_000);
    PaymentIntent intent = create("k", 1250);
    assertThat(search()).isEmpty();
    assertThat(stripe.v1().paymentIntents().retrieve(intent.getId()).getId())
        .isEqualTo(intent.getId());
    clock.advance(Duration.ofMinutes(1));
    assertThat(search()).extracting(PaymentIntent::getId).containsExactly(intent.getId());
    assertThat(search().getFirst().getMetadata()).containsEntry("order_id", "o-1");
  }

  /** API reference, "Pagination": newest first, starting_after, limit from 1 to 100, has_more. */
  @Test
  void list_is_read_page_by_page_the_newest_first() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      made.addFirst(create("k-" + i, 100 + i).getId());
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(stripe.v1().paymentIntents().list().getData()).hasSize(10);
    List<String> listed = new ArrayList<>();
    stripe
        .v1()
        .paymentIntents()
        .list(PaymentIntentListParams.builder().setLimit(7L).build())
        .autoPagingIterable()
        .forEach(intent -> listed.add(intent.getId()));
    assertThat(listed).isEqualTo(made);
    long tenth = stripe.v1().paymentIntents().retrieve(made.get(9)).getCreated();
    assertThat(
            stripe
                .v1()
                .paymentIntents()
                .list(
                    PaymentIntentListParams.builder()
                        .setLimit(100L)
                        .setCreated(PaymentIntentListParams.Created.builder().setGte(tenth).build())
                        .build())
                .getData())
        .hasSize(10);
    assertThat(raw.get("/v1/payment_intents?limit=101").status()).isEqualTo(400);
  }

  /** API reference, "Create a refund": not more than is left, and not twice. */
  @Test
  void charge_is_given_back_once() throws Exception {
    PaymentIntent intent = create("k", 1250);
    stripe.v1().paymentIntents().confirm(intent.getId(), under("c"));
    RefundCreateParams whole =
        RefundCreateParams.builder().setPaymentIntent(intent.getId()).build();
    Refund refund = stripe.v1().refunds().create(whole, under("r-1"));
    assertThat(refund.getAmount()).isEqualTo(1250);
    assertThat(
            catchThrowableOfType(
                    InvalidRequestException.class,
                    () -> stripe.v1().refunds().create(whole, under("r-2")))
                .getCode())
        .isEqualTo("charge_already_refunded");
    assertThat(gateway.ledger().refunds()).hasSize(1);
  }

  /** API reference, "Errors": what is not there is 404. */
  @Test
  void intent_that_does_not_exist_is_missing() {
    InvalidRequestException missing =
        catchThrowableOfType(
            InvalidRequestException.class, () -> stripe.v1().paymentIntents().retrieve("pi_none"));
    assertThat(missing.getStatusCode()).isEqualTo(404);
    assertThat(missing.getCode()).isEqualTo("resource_missing");
  }

  private static com.stripe.net.HttpHeaders headers(StripeException e) {
    return e.getStripeError().getLastResponse().headers();
  }

  private PaymentIntent create(String key, long amount) throws StripeException {
    return stripe.v1().paymentIntents().create(params(amount, "pm_card_visa"), under(key));
  }

  private boolean create(String key, long amount, PaymentIntent same) throws StripeException {
    return create(key, amount).getId().equals(same.getId());
  }

  private List<PaymentIntent> search() throws StripeException {
    return stripe
        .v1()
        .paymentIntents()
        .search(PaymentIntentSearchParams.builder().setQuery("metadata['order_id']:'o-1'").build())
        .getData();
  }

  private static PaymentIntentCreateParams params(long amount, String method) {
    return PaymentIntentCreateParams.builder()
        .setAmount(amount)
        .setCurrency("eur")
        .setCustomer("c-1")
        .setPaymentMethod(method)
        .putMetadata("order_id", "o-1")
        .build();
  }

  private static RequestOptions under(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
