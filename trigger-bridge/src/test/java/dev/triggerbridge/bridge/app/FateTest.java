package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.nats.ConsumerSight;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A consumer whose floor is 10 and that was delivered up to 20. */
class FateTest {
  @ParameterizedTest
  @CsvSource({
    // sequence, stored, matches, passes, ack pending, failed, dead letter
    "10, true, true, true, 3, 0, false, SETTLED",
    "10, false, true, true, 3, 0, false, SETTLED",
    "10, true, true, false, 3, 0, false, FILTERED",
    "10, true, true, true, 3, 2, true, DEAD_LETTERED",
    "10, true, false, true, 3, 0, false, NOT_MATCHED",
    "15, true, true, true, 3, 0, false, DELIVERED",
    "15, true, true, true, 0, 0, false, SETTLED",
    "15, true, true, false, 3, 0, false, FILTERED",
    "15, true, true, true, 3, 1, false, RETRYING",
    "15, true, true, true, 3, 1, true, DEAD_LETTERED",
    "21, true, true, true, 0, 0, false, WAITING",
    "21, true, true, false, 0, 0, false, WAITING",
    "21, false, true, true, 0, 0, false, REMOVED",
  })
  void every_message_has_one_fate(
      long sequence,
      boolean isStored,
      boolean matches,
      boolean passes,
      long ackPending,
      int failed,
      boolean isDeadLetter,
      Fate fate) {
    ConsumerSight consumer = new ConsumerSight(List.of(), 10, 20, ackPending);

    assertThat(
            Fate.of(
                new Fate.Evidence(
                    sequence,
                    isStored,
                    matches,
                    passes,
                    Optional.of(consumer),
                    new Attempts(failed, false, false, 0),
                    isDeadLetter)))
        .isEqualTo(fate);
  }

  @Test
  void message_without_a_consumer_has_no_fate_yet() {
    assertThat(
            Fate.of(new Fate.Evidence(1, true, true, true, Optional.empty(), Attempts.NONE, false)))
        .isEqualTo(Fate.NO_CONSUMER);
  }
}
