package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.flow.BreakerSettings;
import dev.triggerbridge.bridge.flow.CircuitBreaker.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function is away for a while: nothing is spent, nothing storms, everything goes on. */
class OutageStoriesTest {
  private static final BreakerSettings QUICK =
      new BreakerSettings(true, 50, 5, Duration.ofSeconds(30), Duration.ofMillis(400), true);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"throttled", "unavailable", "records throttled", "records unavailable"})
  void outage_opens_the_breaker_and_costs_neither_attempts_nor_redeliveries(String kind) {
    try (Rig rig = new Rig(directory)) {
      rig.lambda().does(request -> outage(kind, request));
      rig.publishMany(400);
      BridgeUnderTest bridge =
          rig.bridge(
              MappingOptions.defaults()
                  .withRetries(0)
                  .withAckWait(Duration.ofSeconds(1))
                  .with(options -> options.breaker = QUICK));
      await().atMost(Rig.PATIENCE).until(() -> bridge.status().flow().breaker() == State.OPEN);
      long delivered = rig.consumer().getDelivered().getConsumerSequence();
      int opened = rig.lambda().invocations();
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().invocations() >= opened + 4);
      assertThat(rig.lambda().atOnceSince(opened)).as("one batch probes").isEqualTo(1);
      assertThat(rig.consumer().getDelivered().getConsumerSequence())
          .as("nothing is pulled beyond what was asked for before")
          .isLessThanOrEqualTo(Math.max(delivered, 80));

      rig.lambda().does(Reply::ok);

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(rig.spy().naks()).isZero();
      assertThat(rig.consumer().getRedelivered()).isZero();
      for (long sequence = 1; sequence <= 400; sequence++) {
        assertThat(rig.lambda().log().deliveriesOf(sequence)).isEqualTo(1);
      }
      assertThat(bridge.status().flow().breaker()).isEqualTo(State.CLOSED);
      assertThat(bridge.alarms()).anyMatch(alarm -> alarm.startsWith("BREAKER_OPEN"));
    }
  }

  @Test
  void function_that_throws_always_is_left_alone_before_every_record_has_used_up_its_attempts() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda().does(request -> Reply.threw("java.lang.IllegalStateException", "no database"));
      rig.publishMany(1_000);
      BridgeUnderTest bridge =
          rig.bridge(
              MappingOptions.defaults()
                  .with(options -> options.breaker = QUICK)
                  .withRetries(10)
                  .with(options -> options.backoff = java.util.List.of(Duration.ofMillis(100))));
      await().atMost(Rig.PATIENCE).until(() -> bridge.status().flow().breaker() == State.OPEN);
      int opened = rig.lambda().invocations();
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().invocations() >= opened + 3);

      rig.lambda().does(Reply::ok);

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(rig.lambda().log().invocationsOf(1_000)).isEqualTo(1);
    }
  }

  @Test
  void after_an_outage_the_first_invocations_come_one_by_one() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda().does(request -> Reply.broken());
      rig.publishMany(600);
      BridgeUnderTest bridge =
          rig.bridge(
              MappingOptions.defaults()
                  .withConcurrency(16)
                  .with(options -> options.breaker = QUICK));
      await().atMost(Rig.PATIENCE).until(() -> bridge.status().flow().breaker() == State.OPEN);
      await().atMost(Rig.PATIENCE).until(() -> bridge.status().flow().underWay() == 0);
      int before = rig.lambda().invocations();
      AtomicInteger limitAtClose = new AtomicInteger();
      rig.lambda()
          .does(
              request -> {
                if (bridge.status().flow().breaker() == State.CLOSED) {
                  limitAtClose.compareAndSet(0, bridge.status().flow().limit());
                }
                return Reply.ok(request);
              });

      rig.awaitEveryFate();
      assertThat(limitAtClose.get()).as("ramps up from one").isBetween(1, 4);
      assertThat(rig.lambda().atOnceSince(before, 4)).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void throttled_function_gets_fewer_invocations_at_once() {
    try (Rig rig = new Rig(directory)) {
      AtomicInteger refusals = new AtomicInteger(40);
      rig.lambda()
          .does(request -> refusals.decrementAndGet() >= 0 ? Reply.throttled() : Reply.ok(request));
      rig.publishMany(500);

      BridgeUnderTest bridge =
          rig.bridge(
              MappingOptions.defaults()
                  .withRetries(0)
                  .withConcurrency(8)
                  .with(options -> options.breaker = BreakerSettings.OFF));

      await().atMost(Rig.PATIENCE).until(() -> bridge.status().flow().limit() <= 2);
      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(rig.spy().naks()).isZero();
    }
  }

  private static Reply outage(String kind, Request request) {
    return switch (kind) {
      case "throttled" -> Reply.throttled();
      case "unavailable" -> Reply.broken();
      case "records throttled" ->
          Reply.perRecord(request, record -> Reply.retry(record, "THROTTLED"));
      default -> Reply.perRecord(request, record -> Reply.retry(record, "UNAVAILABLE"));
    };
  }
}
