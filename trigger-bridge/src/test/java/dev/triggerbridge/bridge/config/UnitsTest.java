package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "30s, 30000",
    "2m, 120000",
    "1h, 3600000",
    "7d, 604800000",
    "0s, 0",
    "1500ms, 1500"
  })
  void duration_is_read_and_printed_back(String text, long millis) throws Exception {
    assertThat(Durations.parse(text)).hasMillis(millis);
    assertThat(Durations.print(Durations.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30          | Write 30s for seconds
          5 minutes   | Write 5m
          5 m         | Write 5m
          10 Sec      | Write 10s
          1.5s        | Write a whole number
          PT1M30S     | Write 90s
          soon        | Write a whole number
          """)
  void duration_in_another_form_is_explained(String text, String remedy) {
    assertThatExceptionOfType(UnreadableValueException.class)
        .isThrownBy(() -> Durations.parse(text))
        .satisfies(e -> assertThat(e.remedy()).contains(remedy));
  }

  @ParameterizedTest
  @CsvSource({"512B, 512", "4KiB, 4096", "3MiB, 3145728", "10GiB, 10737418240"})
  void size_is_read_and_printed_back(String text, long bytes) throws Exception {
    assertThat(ByteSizes.parse(text)).isEqualTo(bytes);
    assertThat(ByteSizes.print(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10GB             | Write 10GiB
          10 gib           | Write 10GiB
          512              | Write 512B
          10 apples        | Write a whole number
          999999999999TiB  | Use a smaller size
          """)
  void size_in_another_form_is_explained(String text, String remedy) {
    assertThatExceptionOfType(UnreadableValueException.class)
        .isThrownBy(() -> ByteSizes.parse(text))
        .satisfies(e -> assertThat(e.remedy()).contains(remedy));
  }

  @ParameterizedTest
  @CsvSource({
    "orders.*, orders.dlq, true",
    "orders.>, orders.created.v1, true",
    "*.dlq, orders.dlq, true",
    "*.dlq, orders.*, true",
    ">, a, true",
    "orders.created.v1, orders.created.v2, false",
    "orders.*, orders.created.v1, false",
    "orders.>, orders, false"
  })
  void subjects_overlap_only_if_some_subject_matches_both(
      String one, String other, boolean expected) {
    assertThat(Subjects.overlap(one, other)).isEqualTo(expected);
    assertThat(Subjects.overlap(other, one)).isEqualTo(expected);
  }
}
