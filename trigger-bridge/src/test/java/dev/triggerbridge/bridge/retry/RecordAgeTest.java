package dev.triggerbridge.bridge.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordAgeTest {
  private static final Instant STORED = Instant.parse("2026-11-23T07:00:00Z");

  private final RecordAge minute = new RecordAge(Duration.ofMinutes(1));

  /** Seconds since the record was stored, a delay in seconds, what is left of it. */
  @ParameterizedTest
  @CsvSource({"0,10,10000", "55,10,5000", "50,10,10000", "60,10,1", "90,10,1"})
  void delay_ends_when_the_record_becomes_too_old(long age, long delay, long expectedMillis) {
    assertThat(minute.within(Duration.ofSeconds(delay), STORED, STORED.plusSeconds(age)))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @ParameterizedTest
  @CsvSource({"0,false", "59,false", "60,true", "61,true"})
  void record_is_too_old_from_its_maximum_on(long age, boolean over) {
    assertThat(minute.isOver(STORED, STORED.plusSeconds(age))).isEqualTo(over);
  }

  @Test
  void without_a_maximum_no_record_is_too_old() {
    assertThat(RecordAge.UNLIMITED.isOver(STORED, STORED.plusSeconds(1L << 40))).isFalse();
    assertThat(RecordAge.UNLIMITED.within(Duration.ofDays(1), STORED, STORED)).hasDays(1);
  }
}
