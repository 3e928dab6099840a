package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.config.RetryLimitsConfig.FailureKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryLimitsReaderTest {
  @Test
  void limits_are_read_as_written() {
    assertThat(
            limits(
                "maximumRetryAttemptsFor: {functionError: 1, timeout: 0, invalidAnswer: -1}",
                "maximumRecordAge: 1h"))
        .isEqualTo(
            new RetryLimitsConfig(
                Map.of(
                    FailureKind.FUNCTION_ERROR, 1,
                    FailureKind.TIMEOUT, 0,
                    FailureKind.INVALID_ANSWER, -1),
                java.util.Optional.of(Duration.ofHours(1))));
  }

  @Test
  void no_age_is_no_limit() {
    assertThat(limits("maximumRecordAge: -1").maximumRecordAge()).isEmpty();
    assertThat(limits().maximumRecordAge()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maximumRecordAge: 59s | maximumRecordAge = '59s': is not from 1m to 7d
          maximumRecordAge: 8d | maximumRecordAge = '8d': is not from 1m to 7d
          maximumRecordAge: 3600 | has no unit
          maximumRetryAttemptsFor: {timeout: -2} | timeout = '-2': is not from -1 to 10000
          maximumRetryAttemptsFor: {throttled: 3} | throttled = '3': costs no attempt
          maximumRetryAttemptsFor: {timeouts: 3} | Did you mean timeout
          maximumRecordAgeInSeconds: 60 | Write 'maximumRecordAge' with a unit
          """)
  void wrong_value_is_named(String line, String message) {
    assertThat(ConfigText.problems(ConfigText.mapping(line)).toString()).contains(message);
  }

  private static RetryLimitsConfig limits(String... lines) {
    return ConfigText.read(ConfigText.mapping(lines)).mappings().getFirst().retryLimits();
  }
}
