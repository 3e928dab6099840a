package dev.triggerbridge.local.system.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.simulate.JournalFile;
import dev.triggerbridge.local.system.simulate.OrderSimulator;
import dev.triggerbridge.local.system.simulate.ProducerTraces;
import dev.triggerbridge.local.system.snapshot.ConsumerState;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamReaderTest {
  @TempDir private Path folder;

  private NatsServer server;
  private Connection nats;

  @BeforeEach
  void start() throws Exception {
    server = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
    nats = Nats.connect(server.url());
    JetStreamManagement management = nats.jetStreamManagement();
    management.addStream(StreamConfiguration.builder().name("ORDERS").subjects("orders.>").build());
    management.addOrUpdateConsumer(
        "ORDERS",
        ConsumerConfiguration.builder()
            .durable("order")
            .filterSubjects("orders.placed.v1")
            .ackWait(Duration.ofSeconds(30))
            .build());
  }

  @AfterEach
  void stop() throws Exception {
    nats.close();
    server.close();
  }

  @Test
  void every_message_is_read_as_stored() throws Exception {
    for (int i = 1; i <= 700; i++) {
      nats.jetStream().publish("orders.placed.v1", ("payload " + i).getBytes(UTF_8));
    }

    StreamContent stream = new StreamReader(nats).read("ORDERS");

    assertThat(stream.lastSequence()).isEqualTo(700);
    assertThat(stream.messages()).hasSize(700);
    StreamMessage last = stream.messages().getLast();
    assertThat(last.sequence()).isEqualTo(700);
    assertThat(new String(last.data(), UTF_8)).isEqualTo("payload 700");
    assertThat(last.headers()).isEmpty();
  }

  @Test
  void simulator_notes_where_each_order_is_stored() throws Exception {
    OrderPlan plan = OrderPlan.of("r1", 60, 5, true);
    try (JournalFile journal = JournalFile.open(folder.resolve("journal"))) {
      new OrderSimulator(nats, journal, ProducerTraces.OFF).place(plan, null);

      StreamContent stream = new StreamReader(nats).read("ORDERS");
      assertThat(journal.journal().placed()).hasSize((int) (60 + plan.duplicates()));
      assertThat(journal.journal().poison()).hasSize(OrderPlan.POISON);
      assertThat(stream.messages())
          .hasSize(journal.journal().placed().size() + OrderPlan.POISON)
          .anySatisfy(message -> assertThat(message.header("nats-msg-id")).startsWith("r1-"));
    }
  }

  @Test
  void consumer_is_compared_with_what_it_should_have_seen() throws Exception {
    nats.jetStream().publish("orders.placed.v1", new byte[] {1});
    nats.jetStream().publish("orders.created.v2", new byte[] {2});
    nats.jetStream().publish("orders.placed.v1", new byte[] {3});
    Quiescence work = new Quiescence(nats, List.of("ORDERS"));
    assertThat(work.look().idle()).isFalse();
    assertThat(work.look().left()).isEqualTo(2);
    assertThat(work.look().on("orders.placed.v1")).isEqualTo(2);

    JetStreamSubscription consumer =
        nats.jetStream().subscribe(null, PullSubscribeOptions.bind("ORDERS", "order"));
    List<Message> first = consumer.fetch(1, Duration.ofSeconds(5));
    assertThat(first).hasSize(1);
    assertThat(work.look().idle()).isFalse();
    first.getFirst().nak();
    List<Message> again = consumer.fetch(2, Duration.ofSeconds(5));
    assertThat(again).hasSize(2);
    for (Message message : again) {
      message.ackSync(Duration.ofSeconds(5));
    }
    assertThat(work.look().idle()).isTrue();

    StreamReader reader = new StreamReader(nats);
    ConsumerState state = reader.consumers(reader.read("ORDERS")).getFirst();
    assertThat(state.pending()).isZero();
    assertThat(state.unacknowledged()).isZero();
    assertThat(state.matched()).isEqualTo(2);
    assertThat(state.redeliveries()).isEqualTo(1);
  }
}
