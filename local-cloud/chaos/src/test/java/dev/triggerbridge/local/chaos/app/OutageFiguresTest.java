package dev.triggerbridge.local.chaos.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutageFiguresTest {
  @Test
  void quick_return_and_intake_as_before_are_no_violation() {
    assertThat(OutageFigures.violations(figures(1.8, 12, 40))).isEmpty();
    assertThat(OutageFigures.violations(figures(10, 200, 290))).isEmpty();
  }

  @Test
  void late_or_missing_first_payment_is_a_violation() {
    assertThat(OutageFigures.violations(figures(10.1, 12, 12)))
        .singleElement()
        .asString()
        .contains("within 10 s", "10.1 s passed");
    assertThat(
            OutageFigures.violations(
                Map.of("intake before, p90 ms", 12.0, "intake during, p90 ms", 12.0)))
        .singleElement()
        .asString()
        .contains("never");
  }

  @Test
  void slower_intake_during_the_outage_is_a_violation() {
    assertThat(OutageFigures.violations(figures(1, 200, 301)))
        .singleElement()
        .asString()
        .contains("p90 was 200 ms, and 301 ms in the outage");
  }

  private static Map<String, Double> figures(double first, double before, double during) {
    return Map.of(
        "return to first payment, s", first,
        "intake before, p90 ms", before,
        "intake during, p90 ms", during);
  }
}
