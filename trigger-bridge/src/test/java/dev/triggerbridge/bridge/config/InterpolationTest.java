package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  private final Interpolation interpolation =
      new Interpolation(Map.of("HOST", "nats", "PORT", "4222", "EMPTY", "", "ODD", "${HOST}")::get);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain                       | plain
          ${HOST}                     | nats
          nats://${HOST}:${PORT}      | nats://nats:4222
          ${NONE:nats://127.0.0.1:1}  | nats://127.0.0.1:1
          ${NONE:}                    | ''
          ${EMPTY}                    | ''
          ${EMPTY:other}              | other
          $${HOST}                    | ${HOST}
          ${ODD}                      | ${HOST}
          $5 and $                    | $5 and $
          """)
  void text_has_its_references_replaced_once(String text, String expected)
      throws UnreadableValueException {
    assertThat(interpolation.apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${NONE}    | needs the environment variable NONE | Set NONE, or give a default as ${NONE:default}
          ${HOST     | has a ${ without its }              | Write ${NAME}
          ${}        | is no name of an environment        | letters, digits
          ${MY-VAR}  | is no name of an environment        | letters, digits
          """)
  void reference_that_cannot_be_resolved_says_what_to_do(
      String text, String reason, String remedy) {
    assertThatExceptionOfType(UnreadableValueException.class)
        .isThrownBy(() -> interpolation.apply(text))
        .satisfies(
            e -> {
              assertThat(e.reason()).contains(reason);
              assertThat(e.remedy()).contains(remedy);
            });
  }
}
