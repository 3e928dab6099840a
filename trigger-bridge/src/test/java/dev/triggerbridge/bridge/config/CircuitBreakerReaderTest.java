package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerReaderTest {
  @Test
  void breaker_is_on_unless_it_is_switched_off() {
    MappingConfig mapping = ConfigText.read(ConfigText.MINIMAL).mappings().getFirst();

    assertThat(mapping.circuitBreaker())
        .isEqualTo(
            new CircuitBreakerConfig(
                true, 50, 10, Duration.ofSeconds(30), Duration.ofSeconds(2), true));
    assertThat(mapping.weight()).isEqualTo(1);
  }

  @Test
  void breaker_is_read_as_written() {
    MappingConfig mapping =
        ConfigText.read(
                ConfigText.mapping(
                    "weight: 3",
                    "circuitBreaker: {enabled: false, failureRateThreshold: 80,"
                        + " minimumInvocations: 20, window: 1m, openDuration: 5s,"
                        + " functionErrors: false}"))
            .mappings()
            .getFirst();

    assertThat(mapping.circuitBreaker())
        .isEqualTo(
            new CircuitBreakerConfig(
                false, 80, 20, Duration.ofMinutes(1), Duration.ofSeconds(5), false));
    assertThat(mapping.weight()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          weight: 0 | mappings[0].weight = '0': is not from 1 to 100
          circuitBreaker: {failureRateThreshold: 0} | failureRateThreshold = '0': is not from 1 to 100
          circuitBreaker: {window: 1h} | window = '1h': is not from 1s to 10m
          circuitBreaker: {openDuration: 5} | openDuration = '5': has no unit
          circuitBreaker: {minimumCalls: 5} | minimumCalls: is not a known property
          """)
  void wrong_value_is_named(String line, String message) {
    assertThat(ConfigText.problems(ConfigText.mapping(line)).toString()).contains(message);
  }
}
