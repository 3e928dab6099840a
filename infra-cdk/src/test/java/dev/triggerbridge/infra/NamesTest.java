package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void names_of_functions_and_variables_become_names_of_constructs() {
    assertThat(Names.construct("payment")).isEqualTo("Payment");
    assertThat(Names.construct("order-history")).isEqualTo("OrderHistory");
    assertThat(Names.construct("PAYMENT_GATEWAY_URL")).isEqualTo("PaymentGatewayUrl");
  }
}
