package dev.triggerbridge.bridge.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.RetryClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
  private static final long SEED = 20261123;

  private final RetryPolicy policy = new RetryPolicy(RetrySettings.DEFAULT, new Random(SEED));

  @ParameterizedTest
  @CsvSource({"0,1000", "1,5000", "2,10000", "3,10000"})
  void failure_is_naked_after_a_delay_drawn_from_the_upper_half(int failedBefore, long fullMillis) {
    for (int draw = 0; draw < 200; draw++) {
      assertThat(policy.decide(retry(RetryClass.FAILURE, null), ErrorClass.RECORD, failedBefore, 0))
          .isInstanceOfSatisfying(
              AckDecision.NakWithDelay.class,
              nak -> {
                assertThat(nak.attempt()).isEqualTo(failedBefore + 1);
                assertThat(nak.delay())
                    .as("seed %d", SEED)
                    .isBetween(Duration.ofMillis(fullMillis / 2), Duration.ofMillis(fullMillis));
              });
    }
  }

  @Test
  void delays_of_records_that_failed_together_differ() {
    Outcome failure = retry(RetryClass.FAILURE, null);

    assertThat(
            java.util.stream.Stream.generate(() -> policy.decide(failure, ErrorClass.RECORD, 1, 0))
                .limit(20)
                .distinct())
        .hasSizeGreaterThan(15);
  }

  @Test
  void failure_after_the_last_retry_is_dead_lettered_with_its_reason() {
    assertThat(policy.decide(retry(RetryClass.FAILURE, null), ErrorClass.RECORD, 4, 0))
        .isEqualTo(new AckDecision.DeadLetter(5, "RETRIES_EXHAUSTED", "CODE", "message"));
  }

  @Test
  void failure_without_a_limit_is_retried_for_ever() {
    RetryPolicy endless =
        new RetryPolicy(new RetrySettings(-1, List.of(Duration.ofSeconds(1)), 5), new Random(SEED));

    assertThat(endless.decide(retry(RetryClass.FAILURE, null), ErrorClass.RECORD, 1_000_000, 0))
        .isInstanceOf(AckDecision.NakWithDelay.class);
  }

  @Test
  void failure_without_retries_is_dead_lettered_at_once() {
    RetryPolicy once =
        new RetryPolicy(new RetrySettings(0, List.of(Duration.ofSeconds(1)), 5), new Random(SEED));

    assertThat(once.decide(retry(RetryClass.FAILURE, null), ErrorClass.RECORD, 0, 0))
        .isInstanceOf(AckDecision.DeadLetter.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = RetryClass.class,
      names = {"THROTTLED", "UNAVAILABLE", "NOT_ATTEMPTED"})
  void record_that_others_failed_is_held_however_often_it_failed_before(RetryClass retryClass) {
    assertThat(policy.decide(retry(retryClass, null), ErrorClass.RECORD, 1_000, 1_000))
        .isInstanceOfSatisfying(
            AckDecision.Hold.class,
            hold -> assertThat(hold.delay()).isLessThanOrEqualTo(Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "FAILURE,0,100",
    "FAILURE,1,100",
    "FAILURE,7000,7000",
    "FAILURE,9223372036854775807,43200000",
    "THROTTLED,0,100",
    "THROTTLED,2000,2000",
    "THROTTLED,9223372036854775807,30000"
  })
  void delay_that_the_function_asks_for_wins_within_reason(
      RetryClass retryClass, long asked, long expected) {
    AckDecision decision =
        policy.decide(retry(retryClass, Duration.ofMillis(asked)), ErrorClass.RECORD, 0, 0);

    Duration delay =
        switch (decision) {
          case AckDecision.NakWithDelay nak -> nak.delay();
          case AckDecision.Hold hold -> hold.delay();
          case AckDecision.PublishAndAck done -> Duration.ZERO;
          case AckDecision.DeadLetter dead -> Duration.ZERO;
        };
    assertThat(delay).isEqualTo(Duration.ofMillis(expected));
  }

  @Test
  void reject_is_dead_lettered_whatever_came_before() {
    assertThat(policy.decide(new Outcome.Reject("BAD", "why"), ErrorClass.RECORD, 0, 0))
        .isEqualTo(new AckDecision.DeadLetter(1, "REJECTED", "BAD", "why"));
  }

  /** Retries configured for a kind, failures before, and whether another retry follows. */
  @ParameterizedTest
  @CsvSource({
    "FUNCTION_ERROR,1,0,true",
    "FUNCTION_ERROR,1,1,false",
    "TIMEOUT,0,0,false",
    "INVALID_ANSWER,-1,1000,true",
    "RECORD,7,6,true",
    "RECORD,7,7,false"
  })
  void kind_of_failure_with_a_number_of_its_own_has_that_many_retries(
      ErrorClass kind, int retries, int failedBefore, boolean retried) {
    RetryPolicy special = policyWith(kind, retries);

    assertThat(special.decide(retry(RetryClass.FAILURE, null), kind, failedBefore, 0))
        .isInstanceOf(retried ? AckDecision.NakWithDelay.class : AckDecision.DeadLetter.class);
    ErrorClass other = kind == ErrorClass.RECORD ? ErrorClass.TIMEOUT : ErrorClass.RECORD;
    assertThat(special.decide(retry(RetryClass.FAILURE, null), other, 3, 0))
        .isInstanceOf(AckDecision.NakWithDelay.class);
    assertThat(special.decide(retry(RetryClass.FAILURE, null), other, 4, 0))
        .isInstanceOf(AckDecision.DeadLetter.class);
  }

  @Test
  void reject_is_retried_only_where_that_is_configured() {
    RetryPolicy special = policyWith(ErrorClass.REJECT, 1);

    assertThat(special.decide(new Outcome.Reject("BAD", "why"), ErrorClass.RECORD, 0, 0))
        .isInstanceOf(AckDecision.NakWithDelay.class);
    assertThat(special.decide(new Outcome.Reject("BAD", "why"), ErrorClass.RECORD, 1, 0))
        .isInstanceOf(AckDecision.DeadLetter.class);
  }

  private static RetryPolicy policyWith(ErrorClass kind, int retries) {
    return new RetryPolicy(
        new RetrySettings(
            4, Map.of(kind, retries), List.of(Duration.ofSeconds(1)), 5, RecordAge.UNLIMITED),
        new Random(SEED));
  }

  @Test
  void ok_publishes_then_acks() {
    assertThat(policy.decide(new Outcome.Ok(List.of()), ErrorClass.RECORD, 3, 3))
        .isEqualTo(new AckDecision.PublishAndAck(List.of()));
  }

  @Test
  void hold_grows_from_a_tenth_of_a_second_to_two() {
    assertThat(policy.holdDelay(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(policy.holdDelay(3)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
    assertThat(policy.holdDelay(100)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  private static Outcome retry(RetryClass retryClass, @Nullable Duration delay) {
    return new Outcome.Retry(retryClass, delay, "CODE", "message");
  }
}
