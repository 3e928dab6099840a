package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NATS, its streams, or the bridge itself go away; the promises hold. */
class BrokerStoriesTest {
  @TempDir Path directory;

  @Test
  void killed_nats_server_that_comes_back_loses_nothing() {
    try (Rig rig = new Rig(directory)) {
      slowFunction(rig);
      rig.publishMany(150);
      rig.bridge(MappingOptions.defaults().withAckWait(Duration.ofSeconds(3)));
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().processedCount() > 30);

      rig.nats().kill();
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(4))
          .until(() -> !rig.nats().isRunning());
      rig.nats().restart();

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void bridge_that_dies_leaves_everything_to_its_successor() {
    try (Rig rig = new Rig(directory)) {
      slowFunction(rig);
      rig.publishMany(150);
      MappingOptions options = MappingOptions.defaults().withAckWait(Duration.ofSeconds(2));
      BridgeUnderTest first = rig.bridge(options);
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().processedCount() > 30);

      first.die();
      rig.bridge(options);

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void bridge_that_stops_finishes_what_runs_and_hands_the_rest_back_at_once() {
    try (Rig rig = new Rig(directory)) {
      slowFunction(rig);
      rig.publishMany(300);
      BridgeUnderTest first = rig.bridge(MappingOptions.defaults());
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().processedCount() > 30);

      first.stop(Duration.ofSeconds(20));

      int processed = rig.lambda().log().processedCount();
      assertThat(rig.consumer().getNumAckPending())
          .as("all that is left was handed back, for now or later")
          .isLessThanOrEqualTo(rig.spy().naks());
      long acked = rig.consumer().getDelivered().getConsumerSequence() - rig.spy().naks();
      assertThat(acked).as("what was processed is acked").isEqualTo(processed);
      long begun = System.nanoTime();
      rig.bridge(MappingOptions.defaults());
      rig.awaitEveryFate();
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as("no wait for ack_wait")
          .isLessThan(Duration.ofSeconds(25));
    }
  }

  @Test
  void invocation_that_outlives_the_grace_is_handed_back_with_a_delay() {
    try (Rig rig = new Rig(directory)) {
      CountDownLatch end = new CountDownLatch(1);
      rig.lambda()
          .does(
              request -> {
                boolean unused = end.await(8, TimeUnit.SECONDS);
                return Reply.ok(request);
              });
      long sequence = rig.publish("slow");
      BridgeUnderTest first =
          rig.bridge(MappingOptions.defaults().withFunctionTimeout(Duration.ofSeconds(9)));
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().invocations() == 1);

      first.stop(Duration.ofMillis(300));

      await().atMost(Rig.PATIENCE).until(() -> rig.spy().naksOf(sequence) == 1);
      assertThat(rig.spy().firstNakDelayMillis(sequence)).isBetween(1_000L, 9_000L);
      end.countDown();
    }
  }

  @Test
  void dead_letter_stream_that_is_gone_holds_the_record_and_acks_its_neighbours() {
    try (Rig rig = new Rig(directory)) {
      rig.deleteStream("DEAD");
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.data().equals("bad")
                              ? Reply.reject(record)
                              : Reply.okResult(record)));
      rig.publish("a");
      long bad = rig.publish("bad");
      rig.publish("c");
      BridgeUnderTest bridge =
          rig.bridge(MappingOptions.defaults().withAckWait(Duration.ofSeconds(2)));

      await().atMost(Rig.PATIENCE).until(() -> rig.spy().isAcked(1) && rig.spy().isAcked(3));
      await()
          .during(Duration.ofSeconds(5))
          .atMost(Duration.ofSeconds(8))
          .until(() -> !rig.spy().isTerminated(bad) && !rig.spy().isAcked(bad));
      assertThat(bridge.alarms()).anyMatch(alarm -> alarm.startsWith("DEAD_LETTER_NOT_STORED"));
      assertThat(rig.lambda().log().invocationsOf(bad)).isEqualTo(1);
      rig.createStream("DEAD", "dead.>");

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(bad);
    }
  }

  @Test
  void record_without_a_destination_is_held_and_alarmed_never_dropped() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda()
          .does(
              request ->
                  Reply.perRecord(
                      request,
                      record ->
                          record.data().equals("bad")
                              ? Reply.reject(record)
                              : Reply.okResult(record)));
      long bad = rig.publish("bad");
      rig.publish("b");

      BridgeUnderTest bridge = rig.bridge(MappingOptions.defaults().withoutDeadLetters());

      await().atMost(Rig.PATIENCE).until(() -> rig.spy().isAcked(2));
      await()
          .atMost(Rig.PATIENCE)
          .until(() -> bridge.alarms().stream().anyMatch(alarm -> alarm.contains("onFailure")));
      assertThat(rig.spy().isTerminated(bad)).isFalse();
      assertThat(rig.consumer().getNumAckPending()).isEqualTo(1);
    }
  }

  @Test
  void missing_output_stream_holds_the_record_without_invoking_it_again() {
    try (Rig rig = new Rig(directory)) {
      rig.deleteStream("OUT");
      long sequence = rig.publish("a");
      BridgeUnderTest bridge =
          rig.bridge(MappingOptions.defaults().withRetries(0).withAckWait(Duration.ofSeconds(2)));
      await()
          .atMost(Rig.PATIENCE)
          .until(() -> bridge.alarms().stream().anyMatch(a -> a.startsWith("OUTPUT_NOT_STORED")));
      assertThat(rig.spy().isAcked(sequence)).isFalse();
      assertThat(rig.spy().naks()).isZero();

      rig.createStream("OUT", "out.>");

      rig.awaitEveryFate();
      assertThat(rig.lambda().log().invocationsOf(sequence)).isEqualTo(1);
      assertThat(rig.stored("OUT")).hasSize(1);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void attempts_are_remembered_over_a_restart() {
    try (Rig rig = new Rig(directory)) {
      rig.lambda().does(request -> Reply.threw("Error", "always"));
      MappingOptions options = MappingOptions.defaults().withRetries(3);
      long sequence = rig.publish("bad");
      BridgeUnderTest first = rig.bridge(options);
      await().atMost(Rig.PATIENCE).until(() -> rig.spy().naksOf(sequence) >= 2);

      first.die();
      rig.bridge(options);

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(sequence);
      assertThat(rig.lambda().log().invocationsOf(sequence)).isBetween(4, 5);
    }
  }

  @Test
  void consumer_deleted_behind_our_back_is_made_again_from_its_floor() throws Exception {
    try (Rig rig = new Rig(directory)) {
      slowFunction(rig);
      rig.publishMany(100);
      rig.bridge(MappingOptions.defaults());
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().processedCount() > 30);

      rig.management().deleteConsumer(Rig.STREAM, Rig.CONSUMER);

      rig.publishMany(20);
      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void paused_nats_server_shows_in_the_readiness_and_is_pulled_from_again() {
    try (Rig rig = new Rig(directory)) {
      BridgeUnderTest bridge = rig.bridge(MappingOptions.defaults());
      await().atMost(Rig.PATIENCE).until(() -> bridge.status().ready());

      rig.nats().pause();
      await().atMost(Rig.PATIENCE).until(() -> !bridge.status().ready());
      assertThat(bridge.status().reason()).isNotEmpty();
      rig.nats().resume();

      await().atMost(Rig.PATIENCE).until(() -> bridge.status().ready());
      rig.publishMany(10);
      rig.awaitEveryFate();
    }
  }

  private static void slowFunction(Rig rig) {
    CountDownLatch never = new CountDownLatch(1);
    rig.lambda()
        .does(
            request -> {
              boolean unused = never.await(60, TimeUnit.MILLISECONDS);
              return Reply.ok(request);
            });
  }
}
