package dev.triggerbridge.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderUpcasterTest {
  private final OrderUpcaster upcaster = new OrderUpcaster("EUR");

  @ParameterizedTest
  @CsvSource({
    "12.34, '', EUR, 1234",
    "0.1, USD, USD, 10",
    "1.1, EUR, EUR, 110",
    "0.29, EUR, EUR, 29",
    "4.35, EUR, EUR, 435",
    "0, EUR, EUR, 0",
    "1500, JPY, JPY, 1500",
    "1.234, KWD, KWD, 1234",
    "70368744177663.99, EUR, EUR, 7036874417766399",
    "9007199254740991, JPY, JPY, 9007199254740991"
  })
  void amount_that_fits_is_exact(double amount, String currency, String expected, long minor)
      throws InvalidEventException {
    assertThat(upcaster.toV2(created(amount, currency)).getTotal())
        .isEqualTo(Money.newBuilder().setMinorUnits(minor).setCurrency(expected).build());
  }

  @ParameterizedTest
  @CsvSource({
    "12.345, EUR, AMOUNT_NOT_EXACT",
    "0.5, JPY, AMOUNT_NOT_EXACT",
    "70368744177665.01, EUR, AMOUNT_NOT_EXACT",
    "9007199254740992, JPY, AMOUNT_NOT_EXACT",
    "1e17, EUR, AMOUNT_NOT_EXACT",
    "1e308, EUR, AMOUNT_NOT_EXACT",
    "1e-300, EUR, AMOUNT_NOT_EXACT",
    "-0.01, EUR, INVALID_AMOUNT",
    "NaN, EUR, INVALID_AMOUNT",
    "Infinity, EUR, INVALID_AMOUNT",
    "1, XXX, UNKNOWN_CURRENCY",
    "1, euro, UNKNOWN_CURRENCY"
  })
  void amount_that_does_not_fit_is_rejected_and_never_rounded(
      double amount, String currency, String code) {
    assertThatThrownBy(() -> upcaster.toV2(created(amount, currency)))
        .isInstanceOfSatisfying(
            InvalidEventException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void random_amounts_come_back_to_the_cent_through_v1() throws InvalidEventException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Money total =
          Money.newBuilder()
              .setMinorUnits(random.nextLong(1L << random.nextInt(1, 53)))
              .setCurrency(random.nextBoolean() ? "EUR" : "KWD")
              .build();
      var v2 = dev.triggerbridge.events.orders.v2.OrderCreated.newBuilder().setTotal(total).build();
      OrderCreated v1 = OrderUpcaster.toV1(v2).orElseThrow();
      assertThat(upcaster.toV2(v1).getTotal()).isEqualTo(total);
    }
  }

  @Test
  void large_amount_comes_back_to_the_cent_or_has_no_v1() throws InvalidEventException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int without = 0;
    for (int i = 0; i < 10_000; i++) {
      Money total =
          Money.newBuilder()
              .setMinorUnits(random.nextLong(1L << 50, 1L << 54))
              .setCurrency("EUR")
              .build();
      var v2 = dev.triggerbridge.events.orders.v2.OrderCreated.newBuilder().setTotal(total).build();
      var v1 = OrderUpcaster.toV1(v2);
      if (v1.isEmpty()) {
        without++;
      } else {
        assertThat(upcaster.toV2(v1.get()).getTotal()).isEqualTo(total);
      }
    }
    assertThat(without).isBetween(1_000, 9_000);
  }

  @Test
  void amount_that_no_double_holds_has_no_v1() {
    var v2 =
        dev.triggerbridge.events.orders.v2.OrderCreated.newBuilder()
            .setTotal(Money.newBuilder().setMinorUnits((1L << 53) + 1).setCurrency("EUR"))
            .build();
    assertThat(OrderUpcaster.toV1(v2)).isEmpty();
  }

  @Test
  void unknown_default_currency_is_refused_at_construction() {
    assertThatThrownBy(() -> new OrderUpcaster("EURO")).hasMessageContaining("'EURO'");
  }

  private static OrderCreated created(double amount, String currency) {
    return OrderCreated.newBuilder().setTotalAmount(amount).setCurrency(currency).build();
  }
}
