package dev.triggerbridge.bridge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.flow.CircuitBreaker.Admission;
import dev.triggerbridge.bridge.flow.CircuitBreaker.State;
import dev.triggerbridge.bridge.flow.CircuitBreaker.Transition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerTest {
  private static final long SECOND = 1_000_000_000;

  private final CircuitBreaker breaker = breaker(true);
  private long now = -3 * SECOND;

  /** S succeeded, T throttled, U unavailable, F function error, N nothing. */
  @ParameterizedTest
  @CsvSource({
    "SSSSSSSSSS, true, CLOSED",
    "UUUUUUUUU, true, CLOSED",
    "UUUUUUUUUU, true, OPEN",
    "TTTTTTTTTT, true, OPEN",
    "FFFFFFFFFF, true, OPEN",
    "FFFFFFFFFF, false, CLOSED",
    "SSSSSUUUUU, true, OPEN",
    "SSSSSSUUUU, true, CLOSED",
    "UUUUSSSSSS, true, CLOSED",
    "NNNNNNNNNNUUUUUUUUU, true, CLOSED",
    "SUSUSUTTFF, true, OPEN"
  })
  void breaker_opens_at_the_failure_rate(String signals, boolean functionErrors, State expected) {
    CircuitBreaker one = breaker(functionErrors);
    for (char signal : signals.toCharArray()) {
      Transition unused = one.ended(signal(signal), now, now);
    }

    assertThat(one.state()).isEqualTo(expected);
  }

  @Test
  void failures_older_than_the_window_do_not_count() {
    feed("UUUUUUUUU");
    now += 31 * SECOND;
    feed("U");

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void open_breaker_refuses_until_its_time_is_over_and_then_lets_one_probe_through() {
    feed("UUUUUUUUUU");

    assertThat(breaker.admit(now + SECOND)).isEqualTo(Admission.REFUSED);
    assertThat(breaker.admit(now + 2 * SECOND)).isEqualTo(Admission.PROBE);
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    assertThat(breaker.admit(now + 2 * SECOND)).isEqualTo(Admission.REFUSED);
    assertThat(breaker.admit(now + 60 * SECOND)).isEqualTo(Admission.REFUSED);
  }

  @Test
  void failed_probe_opens_again_for_the_whole_time() {
    feed("UUUUUUUUUU");
    now += 2 * SECOND;
    breaker.admit(now);

    assertThat(breaker.probed(Signal.UNAVAILABLE, now)).isEqualTo(Transition.NONE);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.admit(now + SECOND)).isEqualTo(Admission.REFUSED);
    assertThat(breaker.admit(now + 2 * SECOND)).isEqualTo(Admission.PROBE);
  }

  @Test
  void probe_that_says_nothing_makes_room_for_another() {
    feed("UUUUUUUUUU");
    now += 2 * SECOND;
    breaker.admit(now);

    assertThat(breaker.probed(Signal.NONE, now)).isEqualTo(Transition.NONE);
    assertThat(breaker.admit(now)).isEqualTo(Admission.PROBE);
  }

  @Test
  void successful_probe_closes_and_what_began_before_counts_no_more() {
    feed("UUUUUUUUUU");
    long before = now;
    now += 2 * SECOND;
    breaker.admit(now);

    assertThat(breaker.probed(Signal.SUCCEEDED, now)).isEqualTo(Transition.CLOSED);
    for (int i = 0; i < 50; i++) {
      assertThat(breaker.ended(Signal.UNAVAILABLE, before, now + SECOND))
          .isEqualTo(Transition.NONE);
    }
    assertThat(breaker.admit(now)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void breaker_that_is_off_never_opens() {
    CircuitBreaker off = new CircuitBreaker(BreakerSettings.OFF);
    for (int i = 0; i < 100; i++) {
      Transition unused = off.ended(Signal.UNAVAILABLE, now, now);
    }

    assertThat(off.state()).isEqualTo(State.CLOSED);
  }

  private void feed(String signals) {
    for (char signal : signals.toCharArray()) {
      Transition unused = breaker.ended(signal(signal), now, now);
    }
  }

  private static CircuitBreaker breaker(boolean functionErrors) {
    return new CircuitBreaker(
        new BreakerSettings(
            true, 50, 10, Duration.ofSeconds(30), Duration.ofSeconds(2), functionErrors));
  }

  private static Signal signal(char letter) {
    return switch (letter) {
      case 'S' -> Signal.SUCCEEDED;
      case 'T' -> Signal.THROTTLED;
      case 'U' -> Signal.UNAVAILABLE;
      case 'F' -> Signal.FUNCTION_ERROR;
      default -> Signal.NONE;
    };
  }
}
