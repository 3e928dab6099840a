package dev.triggerbridge.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.local.gateway.GatewayClient.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {
  private final MutableClock clock = new MutableClock();
  private final PaymentGateway gateway =
      PaymentGateway.start(GatewayOptions.defaults().withClock(clock));
  private final GatewayClient client = GatewayClient.of(gateway);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void charge_repeated_with_its_key_is_answered_alike_and_made_once() throws Exception {
    Result first = client.charge("k-1", "o-1", 1250);
    Result second = client.charge("k-1", "o-1", 1250);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.replayed()).isFalse();
    assertThat(second.replayed()).isTrue();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(gateway.ledger().charges())
        .singleElement()
        .satisfies(
            charge -> {
              assertThat(charge.orderId()).isEqualTo("o-1");
              assertThat(charge.key()).isEqualTo("k-1");
              assertThat(charge.amount()).isEqualTo(1250);
              assertThat(charge.currency()).isEqualTo("EUR");
            });
  }

  @Test
  void charges_with_different_keys_are_both_made() throws Exception {
    client.charge("k-1", "o-1", 1250);
    client.charge("k-2", "o-1", 1250);
    assertThat(gateway.ledger().chargesOf("o-1")).hasSize(2);
  }

  @Test
  void declined_charge_is_saved_under_its_key() throws Exception {
    Result first = client.charge("k-1", "o-1", 1250, "pm_card_declined");
    Result second = client.charge("k-1", "o-1", 1250, "pm_card_declined");
    assertThat(first.status()).isEqualTo(402);
    assertThat(first.errorCode()).isEqualTo("card_declined");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.replayed()).isTrue();
    assertThat(gateway.ledger().charges()).isEmpty();
    assertThat(gateway.ledger().declines()).hasSize(1);
  }

  @Test
  void key_with_other_parameters_is_an_idempotency_error() throws Exception {
    client.charge("k-1", "o-1", 1250);
    Result other = client.charge("k-1", "o-1", 1251);
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.errorType()).isEqualTo("idempotency_error");
    assertThat(gateway.ledger().netOf("o-1")).isEqualTo(1250);
  }

  @Test
  void invalid_parameters_are_not_saved_under_the_key() throws Exception {
    assertThat(client.charge("k-1", "o-1", -5).status()).isEqualTo(400);
    assertThat(client.charge("k-1", "o-1", 5, "no-such").status()).isEqualTo(400);
    assertThat(client.charge("k-1", "o-1", 5).status()).isEqualTo(200);
  }

  @Test
  void key_in_use_is_a_conflict_that_is_not_saved() throws Exception {
    gateway.faults().slowMillis(1_500);
    gateway.faults().plan("o-1", FaultKind.SLOW);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Result> slow = executor.submit(() -> client.charge("k-1", "o-1", 1250));
      await()
          .until(
              () ->
                  client
                      .get("/v1/idempotency_keys/k-1")
                      .json()
                      .get("state")
                      .getAsString()
                      .equals("in_progress"));
      Result conflict = client.charge("k-1", "o-1", 1250);
      assertThat(conflict.status()).isEqualTo(409);
      assertThat(conflict.errorCode()).isEqualTo("idempotency_key_in_use");
      assertThat(slow.get().status()).isEqualTo(200);
    }
    assertThat(client.charge("k-1", "o-1", 1250).replayed()).isTrue();
  }

  @Test
  void race_of_one_key_makes_one_charge() throws Exception {
    gateway.faults().latencyMillis(50);
    List<Result> results = race(32, () -> client.charge("k-1", "o-1", 1250));
    assertThat(results).extracting(Result::status).containsOnly(200, 409);
    assertThat(gateway.ledger().charges()).hasSize(1);
  }

  @Test
  void key_past_its_life_is_forgotten_and_charges_again() throws Exception {
    client.charge("k-1", "o-1", 1250);
    clock.advance(Duration.ofHours(23));
    assertThat(client.charge("k-1", "o-1", 1250).replayed()).isTrue();
    clock.advance(Duration.ofHours(2));
    assertThat(client.charge("k-1", "o-1", 1250).replayed()).isFalse();
    assertThat(gateway.ledger().chargesOf("o-1")).hasSize(2);
  }

  @Test
  void query_by_key_and_by_order_tells_what_happened() throws Exception {
    assertThat(state("k-1")).isEqualTo("unknown");
    assertThat(client.search("o-1").json().getAsJsonArray("data")).isEmpty();
    String id = client.charge("k-1", "o-1", 1250).id();
    assertThat(state("k-1")).isEqualTo("finished");
    assertThat(client.search("o-1").json().getAsJsonArray("data").get(0).getAsJsonObject())
        .satisfies(
            intent -> {
              assertThat(intent.get("id").getAsString()).isEqualTo(id);
              assertThat(intent.get("status").getAsString()).isEqualTo("succeeded");
            });
    assertThat(client.get("/v1/payment_intents/" + id).id()).isEqualTo(id);
    assertThat(client.get("/v1/payment_intents/pi_none").status()).isEqualTo(404);
  }

  @Test
  void refund_repeated_with_its_key_is_made_once() throws Exception {
    String intent = client.charge("k-1", "o-1", 1250).id();
    Result first = client.refund("r-1", intent);
    Result second = client.refund("r-1", intent);
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(gateway.ledger().refundsOf("o-1")).hasSize(1);
    assertThat(gateway.ledger().netOf("o-1")).isZero();
    assertThat(client.get("/v1/refunds?payment_intent=" + intent).json().getAsJsonArray("data"))
        .hasSize(1);
  }

  @Test
  void second_refund_of_a_charge_is_refused() throws Exception {
    String intent = client.charge("k-1", "o-1", 1250).id();
    client.refund("r-1", intent);
    assertThat(client.refund("r-2", intent).errorCode()).isEqualTo("charge_already_refunded");
    assertThat(client.refund("r-3", "pi_none").status()).isEqualTo(404);
    assertThat(gateway.ledger().refundsOf("o-1")).hasSize(1);
  }

  private String state(String key) throws IOException {
    return client.get("/v1/idempotency_keys/" + key).json().get("state").getAsString();
  }

  static <T> List<T> race(int runners, Callable<T> task)
      throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        futures.add(executor.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
