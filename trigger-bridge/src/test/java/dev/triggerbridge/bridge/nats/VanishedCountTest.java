package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.PurgeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VanishedCountTest {
  /** After a look at 10 pending messages and 5 deliveries. */
  @ParameterizedTest
  @CsvSource({
    // pending, deliveries, filter, vanished
    "10, 5, in.a, 0",
    "7, 8, in.a, 0",
    "0, 15, in.a, 0",
    "12, 5, in.a, 0",
    "6, 5, in.a, 4",
    "6, 7, in.a, 2",
    "0, 5, in.a, 10",
    "0, 30, in.a, 0",
    "0, 2, in.a, 0",
    "0, 5, in.b, 0",
  })
  void pending_that_falls_by_more_than_was_delivered_has_vanished(
      long pending, long deliveries, String filter, long vanished) {
    VanishedCount count = new VanishedCount();
    assertThat(count.observe(new VanishedCount.Look(10, 5, List.of("in.a")))).isZero();

    assertThat(count.observe(new VanishedCount.Look(pending, deliveries, List.of(filter))))
        .isEqualTo(vanished);
    assertThat(count.observe(new VanishedCount.Look(pending, deliveries, List.of(filter))))
        .as("counted once")
        .isEqualTo(vanished);
  }

  @Test
  void messages_that_the_stream_removes_undelivered_are_counted_and_delivered_ones_are_not(
      @TempDir Path directory) throws Exception {
    try (TestServer nats = new TestServer(directory)) {
      assertThat(nats.createStream("IN", "in.>")).isEmpty();
      ConsumerSpec spec = TestServer.consumer(new ConsumerSpec.Start.All(), "in.a");
      ConsumerAdmin admin = new ConsumerAdmin(nats.connection());
      JetStreamProbe probe = new JetStreamProbe(admin, spec, admin.ensure(spec));
      for (int i = 0; i < 20; i++) {
        nats.connection().jetStream().publish(i % 2 == 0 ? "in.a" : "in.b", new byte[0]);
      }
      assertThat(probe.probe().unaccounted()).isZero();
      JetStreamSubscription pull =
          nats.connection().jetStream().subscribe(null, PullSubscribeOptions.bind("IN", "payment"));
      assertThat(pull.fetch(3, Duration.ofSeconds(5))).hasSize(3);
      assertThat(probe.probe().unaccounted()).isZero();

      PurgeOptions upToTen = PurgeOptions.builder().sequence(11).build();
      assertThat(nats.management().purgeStream("IN", upToTen).isSuccess()).isTrue();

      assertThat(probe.probe().unaccounted()).as("sequences 7 and 9").isEqualTo(2);
      nats.connection().jetStream().publish("in.a", new byte[0]);
      assertThat(probe.probe().unaccounted()).isEqualTo(2);
    }
  }
}
