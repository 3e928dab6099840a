package dev.triggerbridge.local.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private final Standstill standstill = new Standstill(Duration.ofNanos(100));

  @Test
  void number_that_grows_does_not_stand_still() {
    assertThat(standstill.is(1, 0)).isFalse();
    assertThat(standstill.is(2, 150)).isFalse();
    assertThat(standstill.is(3, 300)).isFalse();
  }

  @Test
  void number_that_stays_for_longer_than_the_time_stands_still_until_it_grows() {
    assertThat(standstill.is(1, 0)).isFalse();
    assertThat(standstill.is(1, 100)).isFalse();
    assertThat(standstill.is(1, 101)).isTrue();
    assertThat(standstill.is(2, 102)).isFalse();
  }
}
