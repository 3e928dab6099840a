package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.message.Delivery;
import io.nats.client.api.ConsumerInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JetStreamAcksTest {
  private static final int MESSAGES = 1_000;
  private static final int BATCH = 50;

  @TempDir private Path folder;

  @Test
  void confirmation_of_a_batch_is_that_of_each_of_its_acks() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      ConsumerSpec spec = TestServer.consumer(new ConsumerSpec.Start.All());
      List<Delivery> received = receivedAll(server, spec);
      JetStreamAcks acks = new JetStreamAcks(server.connection());

      List<CompletableFuture<Void>> confirmed =
          IntStream.range(0, MESSAGES / BATCH)
              .mapToObj(i -> received.subList(i * BATCH, (i + 1) * BATCH))
              // Out of order, as batches end.
              .map(batch -> CompletableFuture.supplyAsync(() -> acks.ack(batch)))
              .map(sending -> sending.thenCompose(sent -> sent))
              .toList();
      CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new))
          .get(60, TimeUnit.SECONDS);

      ConsumerInfo info =
          server.connection().jetStreamManagement().getConsumerInfo(spec.stream(), spec.consumer());
      assertThat(info.getNumAckPending()).isZero();
      assertThat(info.getAckFloor().getStreamSequence()).isEqualTo(MESSAGES);
    }
  }

  @Test
  void batch_of_a_consumer_that_is_gone_is_not_confirmed() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      ConsumerSpec spec = TestServer.consumer(new ConsumerSpec.Start.All());
      List<Delivery> received = receivedAll(server, spec);
      server.connection().jetStreamManagement().deleteConsumer(spec.stream(), spec.consumer());

      CompletableFuture<Void> confirmed =
          new JetStreamAcks(server.connection()).ack(received.subList(0, BATCH));

      assertThat(confirmed).failsWithin(30, TimeUnit.SECONDS);
    }
  }

  private static List<Delivery> receivedAll(TestServer server, ConsumerSpec spec) throws Exception {
    server.createStream("IN", "in.>");
    for (int i = 0; i < MESSAGES; i++) {
      var unused = server.connection().jetStream().publishAsync("in.a", new byte[] {1});
    }
    String epoch = new ConsumerAdmin(server.connection()).ensure(spec);
    List<Delivery> received = new CopyOnWriteArrayList<>();
    try (JetStreamSource source = new JetStreamSource(server.connection(), spec, epoch)) {
      source.start(received::add, () -> {});
      await()
          .untilAsserted(
              () -> {
                if (source.outstanding() == 0) {
                  source.request(MESSAGES - received.size());
                }
                assertThat(received.size()).isEqualTo(MESSAGES);
              });
    }
    return List.copyOf(received);
  }
}
