package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that is empty after interpolation counts as absent, whoever reads it. */
class EmptyValueTest {
  private static final String LIMITS =
      "{name: ORDERS, subjects: [a], maxAge: 7d, maxBytes: 1GiB, duplicateWindow: 2m}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orderBy: {header: '${NOBODY:}'}                    | names no key
          orderBy: {payloadField: '${NOBODY:}'}              | names no key
          orderBy: {subjectToken: '${NOBODY:}'}              | names no key
          filterCriteria: {filters: [{pattern: '${NOBODY:}'}]} | is missing
          """)
  void empty_value_of_a_mapping_is_as_if_it_were_not_there(String line, String message) {
    assertThat(ConfigText.problems(ConfigText.mapping(line)).toString()).contains(message);
  }

  @Test
  void empty_limit_of_retries_leaves_the_general_one() {
    BridgeConfig config =
        ConfigText.read(
            ConfigText.mapping("maximumRetryAttemptsFor: {timeout: '${NOBODY:}', record: 3}"));

    assertThat(config.mappings().getFirst().retryLimits().perError())
        .containsExactly(Map.entry(RetryLimitsConfig.FailureKind.RECORD, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7d      | maxAge
          1GiB    | maxBytes
          2m      | duplicateWindow
          """)
  void empty_limit_of_a_stream_is_missing(String value, String property) {
    String stream = LIMITS.replace(": " + value, ": '${NOBODY:}'");

    assertThat(ConfigText.problems(ConfigText.stream(stream)).toString())
        .contains(property, "is missing, and a stream's limits are always explicit");
  }

  @Test
  void stream_without_a_subject_is_refused() {
    assertThat(ConfigText.problems(ConfigText.stream(LIMITS.replace("[a]", "[]"))).toString())
        .contains("streams[0].subjects", "is missing");
  }
}
