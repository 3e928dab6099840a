package dev.triggerbridge.local.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.chaos.plan.FaultKind;
import dev.triggerbridge.local.chaos.plan.PlannedFault;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.OrderHistory;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final PlannedFault FAULT = new PlannedFault(FaultKind.NATS_KILLED, "", 10, 1_000);

  @Test
  void acknowledged_publish_that_is_not_in_the_stream_is_missing() {
    Snapshot snapshot = snapshot(List.of(message(1)));
    assertThat(missing(snapshot, List.of(new Position("LANES", 1))).holds()).isTrue();
    Verdict verdict =
        missing(snapshot, List.of(new Position("LANES", 1), new Position("LANES", 2)));
    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.detail()).isEqualTo("LANES/2 is missing");
  }

  @Test
  void planned_fault_that_hit_nothing_fails_the_run() {
    assertThat(everyFaultHit(1).holds()).isTrue();
    assertThat(everyFaultHit(0).holds()).isFalse();
    assertThat(everyFaultHit(0).detail()).isEqualTo("nats-killed hit nothing");
  }

  @Test
  void recovery_is_measured_from_the_end_of_the_fault_over_orders_placed_before() {
    StruckFault fault = new StruckFault(FAULT, NOON, NOON.plusSeconds(3), 1);
    List<OrderHistory> orders = List.of(order(-5, 1), order(1, 5), order(2, 9), order(10, 30));
    assertThat(Judgement.recoveries(List.of(fault), orders))
        .containsExactly(new Recovery("nats-killed", 3_000, 2_000, 6_000));
  }

  @Test
  void fault_that_left_nothing_open_has_no_recovery() {
    StruckFault fault = new StruckFault(FAULT, NOON, NOON.plusSeconds(3), 1);
    assertThat(Judgement.recoveries(List.of(fault), List.of(order(-5, 1), order(10, 30))))
        .isEmpty();
  }

  private static Verdict missing(Snapshot snapshot, List<Position> acknowledged) {
    return Judgement.nothingAcknowledgedIsMissing(snapshot, acknowledged);
  }

  private static Verdict everyFaultHit(long hits) {
    return Judgement.of(
            Evidence.of(snapshot(List.of())),
            List.of(),
            new Invocations(),
            List.of(new StruckFault(FAULT, NOON, NOON, hits)))
        .getLast();
  }

  private static OrderHistory order(int placed, int ended) {
    return new OrderHistory(
        "o" + placed,
        false,
        List.of(NOON.plusSeconds(placed)),
        Map.of(),
        1,
        "EUR",
        Map.of("m", NOON.plusSeconds(ended)),
        Map.of(),
        NOON.plusSeconds(ended),
        Set.of());
  }

  private static Snapshot snapshot(List<StreamMessage> lanes) {
    return new Snapshot(
        List.of(new StreamContent("LANES", "e", 1, lanes.size(), lanes)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Journal.empty());
  }

  private static StreamMessage message(long sequence) {
    return new StreamMessage("LANES", sequence, "lanes.a.v1", NOON, Map.of(), new byte[] {1});
  }
}
