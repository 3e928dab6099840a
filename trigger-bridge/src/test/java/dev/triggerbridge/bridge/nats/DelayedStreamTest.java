package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelayedStreamTest {
  private static final DelayedSettings SETTINGS =
      new DelayedSettings("WAITING", 1, 1 << 20, Duration.ofSeconds(30));

  @TempDir Path directory;

  @Test
  void nothing_is_made_before_something_has_to_wait() throws Exception {
    try (TestServer nats = new TestServer(directory)) {
      assertThat(new DelayedStream(nats.connection(), SETTINGS).ensureConsumer()).isFalse();
      assertThat(nats.management().getStreamNames()).doesNotContain("WAITING");
    }
  }

  @Test
  void server_waits_where_it_can_and_nothing_is_dropped_for_lack_of_room() throws Exception {
    try (TestServer nats = new TestServer(directory)) {
      DelayedStream stream = new DelayedStream(nats.connection(), SETTINGS);

      DelayedStream.State made = stream.ensure();

      StreamConfiguration actual = configuration(nats);
      assertThat(made).isEqualTo(new DelayedStream.State(hasSchedules(nats), true));
      assertThat(actual.getAllowMsgSchedules()).isEqualTo(hasSchedules(nats));
      assertThat(actual.getMaxAge()).isZero();
      assertThat(actual.getDiscardPolicy() == DiscardPolicy.New || actual.getMaxBytes() == -1)
          .isTrue();
      assertThat(stream.ensure()).isEqualTo(made);
      assertThat(stream.ensureConsumer()).isTrue();
      assertThat(stream.ensureConsumer()).as("and again").isTrue();
    }
  }

  @Test
  void stream_of_an_older_server_gets_schedules_after_the_upgrade() throws Exception {
    try (TestServer nats = new TestServer(directory)) {
      assumeTrue(hasSchedules(nats), "needs a server with schedules");
      nats.management()
          .addStream(
              StreamConfiguration.builder()
                  .name("WAITING")
                  .subjects("triggerbridge.delayed.>")
                  .retentionPolicy(RetentionPolicy.WorkQueue)
                  .discardPolicy(DiscardPolicy.New)
                  .maxBytes(SETTINGS.maxBytes())
                  .build());

      assertThat(new DelayedStream(nats.connection(), SETTINGS).ensure().schedules()).isTrue();
      assertThat(configuration(nats).getAllowMsgSchedules()).isTrue();
      assertThat(configuration(nats).getMaxBytes()).as("would drop what waits").isEqualTo(-1);
    }
  }

  @Test
  void any_number_may_wait_with_the_consumer_an_older_one_included() throws Exception {
    try (TestServer nats = new TestServer(directory)) {
      DelayedStream stream = new DelayedStream(nats.connection(), SETTINGS);
      stream.ensure();
      nats.management()
          .addOrUpdateConsumer(
              "WAITING",
              ConsumerConfiguration.builder()
                  .durable(DelayedStream.CONSUMER)
                  .filterSubjects(DelayedStream.DUE + ">", DelayedStream.HELD + ">")
                  .ackPolicy(AckPolicy.Explicit)
                  .maxAckPending(1_000)
                  .build());

      assertThat(stream.ensureConsumer()).isTrue();

      assertThat(maxAckPending(nats)).isEqualTo(Integer.MAX_VALUE);
    }
  }

  @Test
  void consumer_takes_what_an_account_with_a_limit_may_have() throws Exception {
    try (TestServer nats =
        new TestServer(
            NatsServerOptions.in(directory)
                .withConfiguration(
                    """
                    accounts {
                      APP { jetstream { max_ack_pending: 70 }, users: [{user: app, password: app}] }
                    }
                    no_auth_user: app
                    """))) {
      DelayedStream stream = new DelayedStream(nats.connection(), SETTINGS);
      stream.ensure();

      assertThat(stream.ensureConsumer()).isTrue();

      assertThat(maxAckPending(nats)).isEqualTo(70);
    }
  }

  private static long maxAckPending(TestServer nats) throws Exception {
    return nats.management()
        .getConsumerInfo("WAITING", DelayedStream.CONSUMER)
        .getConsumerConfiguration()
        .getMaxAckPending();
  }

  private static StreamConfiguration configuration(TestServer nats) throws Exception {
    return nats.management().getStreamInfo("WAITING").getConfiguration();
  }

  private static boolean hasSchedules(TestServer nats) {
    return nats.connection().getServerInfo().isSameOrNewerThanVersion("2.12.0");
  }
}
