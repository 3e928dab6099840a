package dev.triggerbridge.local.system.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectFilterTest {
  @ParameterizedTest
  @CsvSource({
    "orders.placed.v1, orders.placed.v1, true",
    "orders.placed.v1, orders.placed.v2, false",
    "orders.*.v1, orders.placed.v1, true",
    "orders.*, orders.placed.v1, false",
    "orders.>, orders.placed.v1, true",
    "orders.placed.v1.>, orders.placed.v1, false",
    "*.dlq, orders.dlq, true",
  })
  void filter_matches_as_nats_does(String filter, String subject, boolean matches) {
    assertThat(SubjectFilter.matches(List.of(filter), subject)).isEqualTo(matches);
  }
}
