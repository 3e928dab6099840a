package dev.triggerbridge.bridge.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long START = Long.MAX_VALUE - 1_000;

  @Test
  void slots_are_evenly_spaced() {
    Pace pace = Pace.of(10);

    assertThat(pace.untilNext(START)).isZero();
    assertThat(pace.untilNext(START)).isEqualTo(Duration.ofMillis(100));
    assertThat(pace.untilNext(START)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void pause_is_not_caught_up_with_a_burst() {
    Pace pace = Pace.of(10);
    assertThat(pace.untilNext(START)).isZero();
    long later = START + Duration.ofSeconds(10).toNanos();

    assertThat(pace.untilNext(later)).isZero();
    assertThat(pace.untilNext(later)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void unlimited_never_waits() {
    assertThat(Pace.UNLIMITED.untilNext(0)).isZero();
    assertThat(Pace.UNLIMITED.untilNext(0)).isZero();
  }

  @Test
  void rate_that_would_never_begin_is_refused() {
    assertThatThrownBy(() -> Pace.of(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Pace.of(Double.NaN)).hasMessageContaining("above 0");
  }
}
