package dev.triggerbridge.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerPersistenceTest {
  @TempDir Path directory;

  @Test
  void ledger_and_saved_answers_survive_a_restart() throws Exception {
    String first;
    String refund;
    try (PaymentGateway gateway = start()) {
      GatewayClient client = GatewayClient.of(gateway);
      first = client.charge("k-1", "o-1", 1250).body();
      client.charge("k-2", "o-2", 99, "pm_card_declined");
      refund =
          client.refund("r-1", gateway.ledger().chargesOf("o-1").getFirst().paymentIntent()).id();
    }
    try (PaymentGateway gateway = start()) {
      GatewayClient client = GatewayClient.of(gateway);
      assertThat(client.charge("k-1", "o-1", 1250).body()).isEqualTo(first);
      assertThat(client.charge("k-2", "o-2", 99, "pm_card_declined").status()).isEqualTo(402);
      assertThat(client.charge("k-3", "o-3", 7).status()).isEqualTo(200);
      JsonObject ledger = client.get("/ledger").json();
      assertThat(ledger.getAsJsonArray("charges")).hasSize(2);
      assertThat(ledger.getAsJsonArray("declines")).hasSize(1);
      assertThat(ledger.getAsJsonArray("refunds").get(0).getAsJsonObject().get("id").getAsString())
          .isEqualTo(refund);
      assertThat(gateway.ledger().charges()).extracting(Ledger.Charge::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void line_cut_off_by_a_kill_is_forgotten_and_its_request_is_executed_anew() throws Exception {
    try (PaymentGateway gateway = start()) {
      GatewayClient.of(gateway).charge("k-1", "o-1", 1250);
    }
    Path file = directory.resolve("ledger.ndjson");
    String line = Files.readString(file);
    Files.writeString(file, line.replace("k-1", "k-2").substring(0, 60), StandardOpenOption.APPEND);
    try (PaymentGateway gateway = start()) {
      GatewayClient client = GatewayClient.of(gateway);
      assertThat(gateway.ledger().charges()).hasSize(1);
      assertThat(client.charge("k-2", "o-2", 5).replayed()).isFalse();
    }
    try (PaymentGateway gateway = start()) {
      assertThat(gateway.ledger().charges()).hasSize(2);
    }
  }

  @Test
  void charges_under_load_are_all_in_the_file() throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (PaymentGateway gateway = start()) {
      GatewayClient client = GatewayClient.of(gateway);
      IdempotencyKeyTest.race(
          64,
          () -> {
            int number = next.incrementAndGet();
            return client.charge("k-" + number, "o-" + number, number);
          });
    }
    try (PaymentGateway gateway = start()) {
      assertThat(gateway.ledger().charges())
          .hasSize(64)
          .extracting(Ledger.Charge::id)
          .doesNotHaveDuplicates();
    }
  }

  private PaymentGateway start() {
    return PaymentGateway.start(GatewayOptions.defaults().withDirectory(directory));
  }
}
