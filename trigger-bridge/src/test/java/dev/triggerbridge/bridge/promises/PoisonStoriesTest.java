package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that ends the bridge each time it is invoked with it. */
class PoisonStoriesTest {
  @TempDir Path directory;

  @Test
  void record_that_was_delivered_too_often_is_isolated_then_dead_lettered_uninvoked()
      throws Exception {
    try (Rig rig = new Rig(directory)) {
      CountDownLatch never = new CountDownLatch(1);
      rig.lambda()
          .does(
              request -> {
                if (request.has("killer")) {
                  boolean unused = never.await(20, TimeUnit.SECONDS);
                }
                return Reply.ok(request);
              });
      long killer = rig.publish("killer");
      MappingOptions options = MappingOptions.defaults().withAckWait(Duration.ofSeconds(1));
      for (int deaths = 1; deaths <= 4; deaths++) {
        int seen = deaths;
        BridgeUnderTest bridge = rig.bridge(options);
        await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().invocationsOf(killer) == seen);
        bridge.die();
      }

      rig.bridge(options);

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(killer);
      assertThat(rig.lambda().log().invocationsOf(killer)).isEqualTo(4);
      assertThat(rig.stored("DEAD").getFirst().getHeaders().getFirst("Dead-Letter-Error-Class"))
          .isEqualTo("CRASH_CEILING");
    }
  }

  @Test
  void neighbours_that_came_back_as_often_as_the_killer_are_not_under_way_when_it_kills() {
    try (Rig rig = new Rig(directory)) {
      CountDownLatch never = new CountDownLatch(1);
      AtomicBoolean kills = new AtomicBoolean();
      rig.lambda()
          .does(
              request -> {
                if (request.has("killer")) {
                  kills.set(true);
                }
                if (kills.get()) {
                  boolean unused = never.await(20, TimeUnit.SECONDS);
                }
                return Reply.ok(request);
              });
      long killer = rig.publish("killer");
      List.of("one", "two", "three", "four").forEach(rig::publish);
      MappingOptions options = MappingOptions.defaults().withAckWait(Duration.ofSeconds(1));
      for (int deaths = 1; deaths <= 4; deaths++) {
        int seen = deaths;
        kills.set(false);
        BridgeUnderTest bridge = rig.bridge(options);
        await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().invocationsOf(killer) == seen);
        bridge.die();
      }
      kills.set(false);

      rig.bridge(options);

      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(killer);
    }
  }

  @Test
  void record_that_came_back_too_often_keeps_its_turn_until_its_events_are_stored() {
    try (Rig rig = new Rig(directory)) {
      CountDownLatch never = new CountDownLatch(1);
      AtomicBoolean kills = new AtomicBoolean(true);
      rig.lambda()
          .does(
              request -> {
                if (kills.get()) {
                  boolean unused = never.await(20, TimeUnit.SECONDS);
                }
                return Reply.ok(request);
              });
      List<Long> both = List.of(rig.publish("one"), rig.publish("two"));
      MappingOptions options = MappingOptions.defaults().withAckWait(Duration.ofSeconds(1));
      for (int deaths = 1; deaths <= 3; deaths++) {
        int seen = deaths;
        BridgeUnderTest bridge = rig.bridge(options);
        await()
            .atMost(Rig.PATIENCE)
            .until(
                () -> both.stream().allMatch(one -> rig.lambda().log().invocationsOf(one) == seen));
        bridge.die();
      }
      kills.set(false);
      rig.deleteStream("OUT");

      BridgeUnderTest bridge = rig.bridge(options);

      await()
          .atMost(Rig.PATIENCE)
          .until(() -> bridge.alarms().stream().anyMatch(a -> a.startsWith("OUTPUT_NOT_STORED")));
      await()
          .during(Duration.ofMillis(500))
          .until(
              () -> both.stream().mapToInt(rig.lambda().log()::invocationsOf).sum() == 3 + 3 + 1);
      rig.createStream("OUT", "out.>");
      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).isEmpty();
      assertThat(both)
          .allSatisfy(one -> assertThat(rig.lambda().log().invocationsOf(one)).isEqualTo(4));
    }
  }
}
