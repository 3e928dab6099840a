package dev.triggerbridge.bridge.nats;

import static dev.triggerbridge.bridge.nats.TestServer.consumer;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new consumer is delivered of five messages that are there and one that comes. */
class StartingPositionTest {
  private final TestServer nats;

  StartingPositionTest(@TempDir Path directory) throws Exception {
    nats = new TestServer(directory);
    assertThat(nats.createStream("IN", "in.>")).isEmpty();
    for (int i = 1; i <= 5; i++) {
      nats.connection().jetStream().publish(i % 2 == 0 ? "in.b" : "in.a", new byte[0]);
    }
  }

  @AfterEach
  void stop() throws Exception {
    nats.close();
  }

  @Test
  void all_begins_with_the_first_message() throws Exception {
    assertThat(delivered(new ConsumerSpec.Start.All())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void new_begins_after_the_last_message() throws Exception {
    assertThat(delivered(new ConsumerSpec.Start.New())).containsExactly(6L);
  }

  @Test
  void last_begins_with_the_last_message() throws Exception {
    assertThat(delivered(new ConsumerSpec.Start.Last())).containsExactly(5L, 6L);
  }

  @Test
  void last_begins_with_the_last_message_that_the_filter_lets_through() throws Exception {
    assertThat(delivered(new ConsumerSpec.Start.Last(), "in.b")).containsExactly(4L, 6L);
  }

  @Test
  void sequence_begins_there() throws Exception {
    assertThat(delivered(new ConsumerSpec.Start.AtSequence(3))).containsExactly(3L, 4L, 5L, 6L);
  }

  @Test
  void time_begins_with_the_first_message_stored_at_it() throws Exception {
    Instant fourth = nats.management().getMessage("IN", 4).getTime().toInstant();

    assertThat(delivered(new ConsumerSpec.Start.AtTime(fourth))).containsExactly(4L, 5L, 6L);
    assertThat(delivered(new ConsumerSpec.Start.AtTime(fourth.plusNanos(1)))).startsWith(5L);
  }

  private List<Long> delivered(ConsumerSpec.Start start, String... filters) throws Exception {
    var management = nats.management();
    if (management.getConsumerNames("IN").contains("payment")) {
      management.deleteConsumer("IN", "payment");
    }
    String unused = new ConsumerAdmin(nats.connection()).ensure(consumer(start, filters));
    nats.connection().jetStream().publish("in.b", new byte[0]);
    JetStreamSubscription pull =
        nats.connection().jetStream().subscribe(null, PullSubscribeOptions.bind("IN", "payment"));
    List<Long> sequences = new ArrayList<>();
    for (Message message : pull.fetch(10, Duration.ofSeconds(1))) {
      sequences.add(message.metaData().streamSequence());
    }
    pull.unsubscribe();
    return sequences;
  }
}
