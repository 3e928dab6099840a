package dev.triggerbridge.bridge.nats;

import static dev.triggerbridge.bridge.nats.TestServer.consumer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerAdminTest {
  private static final ConsumerSpec.Start ALL = new ConsumerSpec.Start.All();

  private final TestServer nats;
  private final ConsumerAdmin admin;

  ConsumerAdminTest(@TempDir Path directory) throws Exception {
    nats = new TestServer(directory);
    admin = new ConsumerAdmin(nats.connection());
  }

  @BeforeEach
  void createStream() throws Exception {
    assertThat(nats.createStream("IN", "in.>")).isEmpty();
  }

  @AfterEach
  void stop() throws Exception {
    nats.close();
  }

  @Test
  void new_consumer_is_explicit_and_unlimited() throws Exception {
    String epoch = admin.ensure(consumer(ALL, "in.a", "in.b"));

    ConsumerConfiguration made = info().getConsumerConfiguration();
    assertThat(made.getAckPolicy()).isEqualTo(AckPolicy.Explicit);
    assertThat(made.getMaxDeliver()).isEqualTo(-1);
    assertThat(made.getAckWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(made.getMaxAckPending()).isEqualTo(1_200);
    assertThat(made.getFilterSubjects()).containsExactlyInAnyOrder("in.a", "in.b");
    assertThat(epoch).hasSize(36);
  }

  @Test
  void existing_consumer_with_dangerous_settings_is_corrected() throws Exception {
    nats.management()
        .createConsumer(
            "IN",
            ConsumerConfiguration.builder()
                .durable("payment")
                .ackPolicy(AckPolicy.Explicit)
                .maxDeliver(5)
                .backoff(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .maxAckPending(10)
                .build());

    String unused = admin.ensure(consumer(ALL));

    ConsumerConfiguration now = info().getConsumerConfiguration();
    assertThat(now.getMaxDeliver()).isEqualTo(-1);
    assertThat(now.getBackoff()).isEmpty();
    assertThat(now.getAckWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(now.getMaxAckPending()).isEqualTo(1_200);
  }

  @Test
  void existing_consumer_that_cannot_be_corrected_stops_the_mapping_and_is_named()
      throws Exception {
    nats.management()
        .createConsumer(
            "IN",
            ConsumerConfiguration.builder().durable("payment").ackPolicy(AckPolicy.All).build());

    assertThatThrownBy(() -> admin.ensure(consumer(ALL)))
        .isInstanceOf(MappingStoppedException.class)
        .hasMessageContaining("payment")
        .hasMessageContaining("ack_policy")
        .hasMessageContaining("name another consumer");
  }

  @Test
  void stream_that_was_made_anew_stops_the_mapping() throws Exception {
    String unused = admin.ensure(consumer(ALL));
    nats.management().deleteStream("IN");
    assertThat(nats.createStream("IN", "in.>")).isEmpty();

    assertThatThrownBy(() -> admin.ensure(consumer(ALL)))
        .isInstanceOf(MappingStoppedException.class)
        .hasMessageContaining("made anew");
  }

  @Test
  void deleted_consumer_goes_on_after_its_floor() throws Exception {
    ConsumerSpec spec = consumer(ALL);
    String epoch = admin.ensure(spec);
    for (int i = 0; i < 5; i++) {
      nats.connection().jetStream().publish("in.a", new byte[0]);
    }
    admin.saveFloor(spec, epoch, 3);
    nats.management().deleteConsumer("IN", "payment");

    assertThat(admin.ensure(spec)).isEqualTo(epoch);

    assertThat(info().getNumPending()).as("4 and 5").isEqualTo(2);
  }

  @Test
  void consumer_that_starts_with_new_messages_skips_the_old_ones() throws Exception {
    nats.connection().jetStream().publish("in.a", new byte[0]);

    String unused = admin.ensure(consumer(new ConsumerSpec.Start.New()));

    assertThat(info().getNumPending()).isZero();
  }

  private ConsumerInfo info() throws Exception {
    return nats.management().getConsumerInfo("IN", "payment");
  }
}
