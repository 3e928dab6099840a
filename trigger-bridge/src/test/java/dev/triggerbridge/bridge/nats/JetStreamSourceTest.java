package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.message.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JetStreamSourceTest {
  private static final int MESSAGES = 200;
  private static final List<Long> ALL = LongStream.rangeClosed(1, MESSAGES).boxed().toList();

  @TempDir private Path folder;

  private final Set<Long> received = ConcurrentHashMap.newKeySet();
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void restart_while_messages_queue_in_the_client_loses_none() throws Exception {
    try (TestServer server = new TestServer(folder);
        JetStreamSource source = sourceWithAQueue(server)) {
      Thread restarting = Thread.startVirtualThread(source::restart);
      goOn.countDown();
      restarting.join();

      await().untilAsserted(() -> assertThat(received).containsAll(ALL));
    }
  }

  @Test
  void closed_source_has_handed_over_what_it_had_received() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      JetStreamSource source = sourceWithAQueue(server);
      goOn.countDown();

      source.close();

      assertThat(received).containsAll(ALL);
    }
  }

  /** All messages have arrived, and the sink stands at the first. */
  private JetStreamSource sourceWithAQueue(TestServer server) throws Exception {
    server.createStream("IN", "in.>");
    for (int i = 0; i < MESSAGES; i++) {
      server.connection().jetStream().publish("in.a", new byte[] {1});
    }
    ConsumerSpec spec = TestServer.consumer(new ConsumerSpec.Start.All());
    String epoch = new ConsumerAdmin(server.connection()).ensure(spec);
    JetStreamSource source = new JetStreamSource(server.connection(), spec, epoch);
    source.start(this::slowly, () -> {});
    long before = server.connection().getStatistics().getInMsgs();
    source.request(MESSAGES);
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    await().until(() -> server.connection().getStatistics().getInMsgs() - before >= MESSAGES);
    return source;
  }

  private void slowly(Delivery delivery) {
    first.countDown();
    try {
      assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    received.add(delivery.sequence());
  }
}
