package dev.triggerbridge.bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.dispatch.RecordFilter.Verdict;
import dev.triggerbridge.bridge.message.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FateWatchTest {
  private final FateLedger ledger = new FateLedger();
  private final Fakes.FakeAcks server = new Fakes.FakeAcks();
  private final FateKeeping acks = new FateKeeping(server, ledger);
  private final Set<Long> underWay = new HashSet<>();
  private final Set<Long> permits = new HashSet<>();
  private final Set<Long> ending = new HashSet<>();
  private final List<String> alarms = new ArrayList<>();
  private final FateWatch watch =
      new FateWatch(
          ProbeWatch.NONE,
          ledger,
          () -> underWay,
          permits::contains,
          ending::contains,
          new DispatchObserver() {
            @Override
            public void alarm(String code, String message) {
              alarms.add(code + ": " + message);
            }
          });

  @Test
  void record_that_waits_is_worked_on_or_ends_is_accounted_for() {
    delivered(1);
    delivered(2);
    delivered(3);
    begun(2);
    begun(3);
    underWay.remove(3L);
    ending.add(3L);

    assertThat(unaccounted()).isZero();
    assertThat(ledger.of(1)).isEqualTo(RecordFate.IN_FLIGHT);
    assertThat(ledger.of(2)).isEqualTo(RecordFate.UNDER_WAY);
  }

  @Test
  void every_settlement_is_one_fate() {
    for (long sequence = 1; sequence <= 4; sequence++) {
      delivered(sequence);
    }
    RecordFilter filter = FateKeeping.noting(delivery -> new Verdict.Filtered(false), ledger);
    filter.examine(record(2));

    acks.ack(List.of(record(1), record(2))).join();
    acks.term(record(3), "why").join();
    acks.nak(record(4), Duration.ZERO).join();

    assertThat(List.of(ledger.of(1), ledger.of(2), ledger.of(3), ledger.of(4), ledger.of(5)))
        .containsExactly(
            RecordFate.SETTLED,
            RecordFate.FILTERED,
            RecordFate.DEAD_LETTERED,
            RecordFate.HANDED_BACK,
            RecordFate.UNKNOWN);
    assertThat(ledger.open()).isEmpty();
    assertThat(unaccounted()).isZero();
  }

  @Test
  void settlement_that_the_server_has_not_confirmed_is_no_fate() {
    delivered(1);
    begun(1);
    underWay.clear();
    server.failures = 1;

    assertThat(acks.ack(List.of(record(1)))).isCompletedExceptionally();

    assertThat(unaccounted()).isEqualTo(1);
  }

  @Test
  void record_that_nobody_works_on_any_more_is_unaccounted_though_it_has_its_permit() {
    delivered(7);
    begun(7);
    underWay.remove(7L);

    watch.beforeProbe();
    assertThat(watch.unaccounted()).as("it may end between two looks").isZero();
    watch.beforeProbe();

    assertThat(watch.unaccounted()).isEqualTo(1);
    assertThat(alarms).singleElement().asString().contains("UNACCOUNTED", "[7]");
    watch.beforeProbe();
    assertThat(alarms).as("one alarm is enough").hasSize(1);
    acks.ack(List.of(record(7))).join();
    watch.beforeProbe();
    assertThat(watch.unaccounted()).isZero();
  }

  @Test
  void record_that_lost_its_permit_before_work_began_is_unaccounted_until_it_comes_again() {
    delivered(7);
    permits.remove(7L);

    assertThat(unaccounted()).isEqualTo(1);

    delivered(7);
    watch.beforeProbe();
    assertThat(watch.unaccounted()).isZero();
  }

  @Test
  void nak_of_a_record_that_has_ended_changes_nothing() {
    delivered(1);
    acks.ack(List.of(record(1))).join();

    acks.nak(record(1), Duration.ZERO).join();

    assertThat(ledger.of(1)).isEqualTo(RecordFate.SETTLED);
  }

  @Test
  void sequences_far_apart_are_kept_as_long_as_they_are_open() {
    for (long i = 0; i < 1_000; i++) {
      long sequence = i * 1_000_000_000L;
      delivered(sequence);
      if (i > 0) {
        acks.ack(List.of(record(sequence))).join();
      }
    }

    assertThat(ledger.open()).containsExactly(0L);
    assertThat(ledger.of(999_000_000_000L)).isEqualTo(RecordFate.SETTLED);
    assertThat(ledger.of(1_000_000_000L)).as("forgotten").isEqualTo(RecordFate.UNKNOWN);
  }

  private int unaccounted() {
    watch.beforeProbe();
    watch.beforeProbe();
    return watch.unaccounted();
  }

  private void delivered(long sequence) {
    permits.add(sequence);
    ledger.delivered(sequence);
  }

  private void begun(long sequence) {
    underWay.add(sequence);
    ledger.started(List.of(record(sequence)));
  }

  private static Delivery record(long sequence) {
    return Fakes.delivery(sequence, 1);
  }
}
