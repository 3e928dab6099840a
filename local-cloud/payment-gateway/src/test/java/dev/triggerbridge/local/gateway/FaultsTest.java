package dev.triggerbridge.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.triggerbridge.local.gateway.GatewayClient.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final PaymentGateway gateway = PaymentGateway.start(GatewayOptions.defaults());
  private final GatewayClient client = GatewayClient.of(gateway);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void rate_limited_request_says_when_to_come_back_and_saves_nothing() throws Exception {
    gateway.faults().retryAfterSeconds(3);
    gateway.faults().plan("o-1", FaultKind.RATE_429);
    Result limited = client.charge("k-1", "o-1", 1250);
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.retryAfter()).contains("3");
    Result repeated = client.charge("k-1", "o-1", 1250);
    assertThat(repeated.status()).isEqualTo(200);
    assertThat(repeated.replayed()).isFalse();
  }

  @Test
  void unavailable_gateway_saves_nothing() throws Exception {
    gateway.faults().plan("o-1", FaultKind.RATE_503);
    assertThat(client.charge("k-1", "o-1", 1250).status()).isEqualTo(503);
    assertThat(client.charge("k-1", "o-1", 1250).status()).isEqualTo(200);
  }

  @Test
  void connection_dropped_after_the_charge_leaves_one_charge_and_its_answer() throws Exception {
    gateway.faults().plan("o-1", FaultKind.DROP_AFTER_CHARGE);
    assertThatThrownBy(() -> client.charge("k-1", "o-1", 1250)).isInstanceOf(IOException.class);
    assertThat(gateway.ledger().chargesOf("o-1")).hasSize(1);
    assertThat(client.charge("k-1", "o-1", 1250).replayed()).isTrue();
    assertThat(gateway.ledger().chargesOf("o-1")).hasSize(1);
  }

  @Test
  void connection_dropped_before_the_charge_leaves_nothing() throws Exception {
    gateway.faults().plan("o-1", FaultKind.DROP_BEFORE);
    assertThatThrownBy(() -> client.charge("k-1", "o-1", 1250)).isInstanceOf(IOException.class);
    assertThat(gateway.ledger().charges()).isEmpty();
    assertThat(client.charge("k-1", "o-1", 1250).replayed()).isFalse();
  }

  @Test
  void connection_dropped_after_the_refund_leaves_one_refund() throws Exception {
    gateway.faults().plan("o-1", FaultKind.DROP_AFTER_REFUND);
    String intent = client.charge("k-1", "o-1", 1250).id();
    assertThatThrownBy(() -> client.refund("r-1", intent)).isInstanceOf(IOException.class);
    assertThat(client.refund("r-1", intent).replayed()).isTrue();
    assertThat(gateway.ledger().refundsOf("o-1")).hasSize(1);
  }

  @Test
  void server_errors_are_saved_under_the_key_whether_money_moved_or_not() throws Exception {
    gateway.faults().plan("o-1", FaultKind.ERROR_BEFORE);
    gateway.faults().plan("o-2", FaultKind.ERROR_AFTER);
    for (int i = 0; i < 2; i++) {
      assertThat(client.charge("k-1", "o-1", 1250).status()).isEqualTo(500);
      assertThat(client.charge("k-2", "o-2", 1250).status()).isEqualTo(500);
    }
    assertThat(gateway.ledger().chargesOf("o-1")).isEmpty();
    assertThat(gateway.ledger().chargesOf("o-2")).hasSize(1);
  }

  @Test
  void fault_of_the_charge_waits_for_a_charge_that_succeeds() throws Exception {
    gateway.faults().plan("o-1", FaultKind.DROP_AFTER_CHARGE);
    assertThat(client.charge("k-1", "o-1", 1250, "pm_card_declined").status()).isEqualTo(402);
    assertThat(gateway.faults().injected()).containsEntry(FaultKind.DROP_AFTER_CHARGE, 0L);
  }

  @Test
  void rates_strike_the_planned_share_and_each_key_once() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    try (PaymentGateway seeded = PaymentGateway.start(GatewayOptions.defaults().withSeed(seed))) {
      GatewayClient merchant = GatewayClient.of(seeded);
      merchant.post("/faults", "", "{\"rate429\":0.1,\"rate503\":0.05,\"dropAfterCharge\":0.2}");
      int trouble = 0;
      for (int order = 0; order < 40; order++) {
        int repeats = 0;
        while (!succeeds(merchant, order)) {
          repeats++;
          assertThat(repeats).isLessThanOrEqualTo(3);
        }
        trouble += repeats;
      }
      JsonObject injected = merchant.get("/faults").json().getAsJsonObject("injected");
      assertThat(injected.get("rate429").getAsInt()).isEqualTo(4);
      assertThat(injected.get("rate503").getAsInt()).isEqualTo(2);
      assertThat(injected.get("dropAfterCharge").getAsInt()).isEqualTo(8);
      assertThat(trouble).isEqualTo(14);
      assertThat(seeded.ledger().charges()).hasSize(40);
    }
  }

  @Test
  void faults_with_an_unknown_name_or_a_wrong_rate_are_refused_by_name() throws Exception {
    Result unknown = client.post("/faults", "", "{\"rate418\":0.1}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body()).contains("rate418").contains("rate429");
    assertThat(client.post("/faults", "", "{\"rate429\":2}").body()).contains("0 to 1");
    assertThat(client.post("/faults", "", "[]").status()).isEqualTo(400);
    assertThat(client.post("/faults", "", "{\"rate429\":{}}").status()).isEqualTo(400);
  }

  @Test
  void faults_can_be_planned_over_http() throws Exception {
    client.post("/faults", "", "{\"planned\":[{\"orderId\":\"o-1\",\"fault\":\"rate503\"}]}");
    assertThat(client.charge("k-1", "o-1", 1).status()).isEqualTo(503);
  }

  private static boolean succeeds(GatewayClient merchant, int order) {
    try {
      return merchant.charge("k-" + order, "o-" + order, 100).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
