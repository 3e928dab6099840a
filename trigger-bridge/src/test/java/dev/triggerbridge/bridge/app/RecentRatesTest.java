package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.console.BridgeStatus;
import dev.triggerbridge.bridge.console.MappingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentRatesTest {
  private static final Instant START = Instant.parse("2026-11-23T07:00:00Z");

  private final RecentRates rates = new RecentRates();

  @Test
  void rate_and_mean_are_over_all_replicas_and_the_last_seconds() {
    rates.add(START, List.of(replica("a", 100, 10, 500), replica("b", 0, 0, 0)));
    rates.add(
        START.plusSeconds(10), List.of(replica("a", 150, 20, 900), replica("b", 50, 10, 200)));

    assertThat(rates.perSecond("work", "settled")).isEqualTo(10.0);
    assertThat(rates.mean("work", "invocationMillis", "invocations")).hasValue(30.0);
  }

  @Test
  void replica_that_has_just_begun_counts_from_its_next_look_on() {
    rates.add(START, List.of(replica("a", 100, 0, 0)));
    rates.add(START.plusSeconds(1), List.of(replica("a", 100, 0, 0), replica("b", 7, 1, 9)));

    assertThat(rates.perSecond("work", "settled")).isZero();
    assertThat(rates.mean("work", "invocationMillis", "invocations")).isEmpty();
  }

  @Test
  void first_look_has_no_rate() {
    rates.add(START, List.of(replica("a", 100, 3, 3)));

    assertThat(rates.perSecond("work", "settled")).isZero();
  }

  private static BridgeStatus replica(String instance, long settled, long count, long millis) {
    return new BridgeStatus(
        instance,
        "1",
        Duration.ofSeconds(1),
        false,
        List.of(
            new MappingStatus(
                "work",
                "IN",
                "work",
                "worker",
                true,
                "RUNNING",
                "",
                Map.of("settled", settled, "invocations", count, "invocationMillis", millis))));
  }
}
