package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.deadletter.StoredDeadLetters;
import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.nats.JetStreamEntrySender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record whose fate a bug has dropped is seen, and its redelivery puts it right. */
class FateStoriesTest {
  @TempDir Path directory;

  @Test
  void record_that_broken_code_drops_is_unaccounted_until_it_comes_again() throws Exception {
    try (Rig rig = new Rig(directory)) {
      rig.dropsRecords();
      AtomicBoolean broken = new AtomicBoolean(true);
      DeadLetters stored =
          new StoredDeadLetters(
              Rig.CONSUMER,
              Rig.CONSUMER,
              Optional.of(new JetStreamEntrySender(rig.connection(), "dead.in")),
              Optional.empty(),
              Clock.systemUTC());
      rig.lambda().does(request -> Reply.perRecord(request, FateStoriesTest::result));
      rig.publishMany(20);
      long poison = rig.publish("poison");

      BridgeUnderTest bridge =
          rig.bridge(
              MappingOptions.defaults().withAckWait(Duration.ofSeconds(4)),
              (delivery, reason) -> {
                if (broken.get()) {
                  throw new IllegalStateException("a bug");
                }
                stored.store(delivery, reason);
              });

      await()
          .atMost(Rig.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> bridge.status().unaccounted() == 1);
      assertThat(bridge.alarms())
          .anySatisfy(
              alarm -> assertThat(alarm).contains("UNACCOUNTED", "sequences [" + poison + "]"));
      broken.set(false);
      rig.awaitEveryFate();
      assertThat(rig.deadLetters()).containsExactly(poison);
      await().atMost(Rig.PATIENCE).until(() -> bridge.status().unaccounted() == 0);
    }
  }

  private static String result(Request.Rec each) {
    return each.data().equals("poison") ? Reply.reject(each) : Reply.okResult(each);
  }
}
