package dev.triggerbridge.bridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.bridge.message.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFilterTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // mapping, code, since, until, sequences, accepted
        "-, -, -, -, -, true",
        "payment, -, -, -, -, true",
        "order, -, -, -, -, false",
        "-, BOOM, -, -, -, true",
        "-, RETRIES_EXHAUSTED, -, -, -, true",
        "-, BANG, -, -, -, false",
        "-, -, 2026-11-23T10:00:00Z, -, -, true",
        "-, -, 2026-11-23T10:00:01Z, -, -, false",
        "-, -, -, 2026-11-23T10:00:01Z, -, true",
        "-, -, -, 2026-11-23T10:00:00Z, -, false",
        "-, -, -, -, 17, true",
        "-, -, -, -, 18-, false",
        "payment, BANG, -, -, -, false",
      })
  void entry_must_meet_every_condition(
      @Nullable String mapping,
      @Nullable String code,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String sequences,
      boolean accepted) {
    EntryFilter filter =
        new EntryFilter(
            mapping == null ? Set.of() : Set.of(mapping),
            code == null ? Set.of() : Set.of(code),
            Optional.ofNullable(since),
            Optional.ofNullable(until),
            sequences == null ? SequenceRanges.ALL : SequenceRanges.parse(sequences));

    assertThat(filter.accepts(entry())).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7        | 7       | 6, 8",
        "7-9      | 7, 8, 9 | 6, 10",
        "7-       | 7, 900  | 6",
        "7, 9-10  | 7, 9    | 8, 11",
      })
  void sequences_are_listed_as_a_person_writes_them(String text, String in, String out) {
    SequenceRanges ranges = SequenceRanges.parse(text);

    for (String each : in.split(", ", -1)) {
      assertThat(ranges.contains(Long.parseLong(each))).as(each).isTrue();
    }
    for (String each : out.split(", ", -1)) {
      assertThat(ranges.contains(Long.parseLong(each))).as(each).isFalse();
    }
    assertThat(ranges.first()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"x", "-7", "9-7", "7--8", "''", "1.5"})
  void what_is_no_sequence_is_refused_with_what_to_write(String text) {
    assertThatThrownBy(() -> SequenceRanges.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write");
  }

  @Test
  void payloads_are_shown_as_json_or_in_hex() {
    assertThat(Payloads.readable("{\"a\": [1]}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("{\"a\": [1]}");
    assertThat(Payloads.readable("{\"a\": 1} x".getBytes(StandardCharsets.UTF_8)))
        .startsWith("00000000  7b 22 61 22")
        .endsWith("|{\"a\": 1} x|");
    assertThat(Payloads.readable(new byte[] {0, 1, (byte) 0xff}))
        .isEqualTo("00000000  00 01 ff" + " ".repeat(39) + "  |...|");
    assertThat(Payloads.readable(new byte[0])).isEmpty();
  }

  private static StoredEntry entry() {
    return new StoredEntry(
        "DLQ",
        17,
        TIME,
        new DeadLetterEntry(
            new Origin("payment", "IN", "e-1", "payment", 9812, "in.a", TIME, "m-1"),
            new Failure(5, 5, "RETRIES_EXHAUSTED", "BOOM", "no", TIME),
            Headers.NONE,
            new byte[0],
            ""));
  }
}
