package dev.triggerbridge.bridge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AimdLimitTest {
  private static final long MILLI = 1_000_000;

  private final AimdLimit limit = new AimdLimit(16);
  private long now;

  @Test
  void limit_begins_at_the_maximum_and_never_passes_it() {
    succeed(100, 10);

    assertThat(limit.current()).isEqualTo(16);
  }

  @Test
  void throttle_halves_the_limit_once_for_all_that_were_under_way() {
    long started = now;
    now += 10 * MILLI;
    for (int i = 0; i < 16; i++) {
      limit.ended(Signal.THROTTLED, started, now, true);
    }

    assertThat(limit.current()).isEqualTo(8);
  }

  @Test
  void throttles_of_later_rounds_halve_again_down_to_one() {
    for (int i = 0; i < 10; i++) {
      long started = now;
      now += 10 * MILLI;
      limit.ended(Signal.THROTTLED, started, now, true);
    }

    assertThat(limit.current()).isEqualTo(1);
  }

  @Test
  void a_whole_round_of_successes_adds_one() {
    limit.ended(Signal.THROTTLED, now, now + 1, true);
    now += MILLI;

    succeed(8, 10);
    assertThat(limit.current()).isEqualTo(8);
    succeed(1, 10);
    assertThat(limit.current()).isEqualTo(9);
  }

  @Test
  void success_while_the_limit_is_not_in_use_proves_nothing() {
    limit.ended(Signal.THROTTLED, now, now + 1, true);
    now += MILLI;
    for (int i = 0; i < 100; i++) {
      limit.ended(Signal.SUCCEEDED, now, now + MILLI, false);
    }

    assertThat(limit.current()).isEqualTo(8);
  }

  @Test
  void after_an_outage_the_limit_begins_at_one_doubles_to_half_and_goes_on_in_steps() {
    limit.rampUp();

    assertThat(limit.current()).isEqualTo(1);
    succeed(1, 10);
    assertThat(limit.current()).isEqualTo(2);
    succeed(2, 10);
    assertThat(limit.current()).isEqualTo(4);
    succeed(4, 10);
    assertThat(limit.current()).isEqualTo(8);
    succeed(9, 10);
    assertThat(limit.current()).isEqualTo(9);
  }

  @Test
  void function_that_becomes_slower_under_load_gets_less() {
    succeed(40, 100);
    assertThat(limit.current()).isEqualTo(16);

    succeed(20, 400);

    assertThat(limit.current()).isEqualTo(12);
  }

  @Test
  void a_few_cold_starts_are_no_rise() {
    succeed(40, 100);
    for (int i = 0; i < 10; i++) {
      succeed(1, 5_000);
      succeed(9, 100);
    }

    assertThat(limit.current()).isEqualTo(16);
  }

  @Test
  void function_that_is_slower_for_good_gets_the_maximum_again() {
    succeed(40, 100);
    succeed(60, 400);
    assertThat(limit.current()).isLessThan(16);

    succeed(2_000, 400);

    assertThat(limit.current()).isEqualTo(16);
  }

  @Test
  void milliseconds_more_are_noise() {
    succeed(40, 2);
    succeed(200, 20);

    assertThat(limit.current()).isEqualTo(16);
  }

  @Test
  void errors_of_the_function_and_outages_are_the_breakers_business() {
    limit.ended(Signal.FUNCTION_ERROR, now, now + 1, true);
    limit.ended(Signal.UNAVAILABLE, now, now + 1, true);

    assertThat(limit.current()).isEqualTo(16);
  }

  private void succeed(int times, long millis) {
    for (int i = 0; i < times; i++) {
      long started = now;
      now += millis * MILLI;
      limit.ended(Signal.SUCCEEDED, started, now, true);
    }
  }
}
