package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of prod's cluster, run by three real servers. */
class NatsClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] ORDER = "{}".getBytes(StandardCharsets.UTF_8);

  // A refused request is not answered.
  private static final JetStreamOptions QUICK =
      JetStreamOptions.builder().requestTimeout(Duration.ofMillis(500)).build();

  @TempDir static Path folder;
  private static ClusterOfTests cluster;
  private static BridgeProcesses bridge;

  @BeforeAll
  static void streams_made_by_the_bridge() throws Exception {
    Synthesis.assumeNode();
    assumeTrue(Synthesis.runs("openssl", "version"), "skipped: install openssl");
    cluster = new ClusterOfTests(folder);
    await().atMost(PATIENCE).until(cluster::isHealthy);
    bridge = new BridgeProcesses(folder, cluster);
    assertThat(bridge.apply()).isEmpty();
  }

  @AfterAll
  static void end() {
    if (bridge != null) {
      bridge.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void streams_that_the_bridge_applies_have_three_replicas() throws Exception {
    try (Connection operator = cluster.connect("operator")) {
      for (String name : List.of("ORDERS", "PAYMENTS", "INVENTORY", "DLQ")) {
        StreamInfo stream = operator.jetStreamManagement().getStreamInfo(name);

        assertThat(stream.getConfiguration().getReplicas()).as(name).isEqualTo(3);
        assertThat(Objects.requireNonNull(stream.getClusterInfo()).getReplicas())
            .as(name)
            .hasSize(2);
      }
    }
  }

  @Test
  void confirmed_orders_survive_the_death_of_their_leader_and_publishing_goes_on()
      throws Exception {
    try (Connection operator = cluster.connect("operator");
        Publishing publishing = new Publishing("leader")) {
      publishing.awaitMore(20);
      int leader = leaderOf(operator, "ORDERS");

      cluster.kill(leader);

      publishing.awaitMore(50);
      cluster.start(leader);
      await().atMost(PATIENCE).until(cluster::isHealthy);
      assertAllStored(operator, publishing);
    }
  }

  @Test
  void nodes_replaced_one_after_the_other_lose_nothing_and_publishing_goes_on() throws Exception {
    try (Connection operator = cluster.connect("operator");
        Publishing publishing = new Publishing("rolling")) {
      for (int node = 0; node < NatsCluster.NODES; node++) {
        int replaced = node;
        publishing.awaitMore(10);

        cluster.stop(replaced);
        publishing.awaitMore(10);
        cluster.start(replaced);

        await().atMost(PATIENCE).until(() -> cluster.isHealthy(replaced));
      }
      assertAllStored(operator, publishing);
    }
  }

  @Test
  void two_dead_nodes_of_three_are_no_quorum_and_the_last_is_not_healthy() throws Exception {
    try {
      cluster.kill(0);
      cluster.kill(1);

      await().atMost(PATIENCE).until(() -> !cluster.isHealthy(2));
    } finally {
      cluster.start(0);
      cluster.start(1);
      await().atMost(PATIENCE).until(cluster::isHealthy);
    }
  }

  @Test
  void bridge_does_its_work_with_its_own_rights() throws Exception {
    try (Connection operator = cluster.connect("operator");
        Connection producer = cluster.connect("producer")) {
      long before = count(operator, "PAYMENTS");
      bridge.run();
      await().atMost(PATIENCE).until(bridge::isReady);

      producer.jetStream().publish("orders.created.v1", ORDER);

      await().atMost(PATIENCE).until(() -> count(operator, "PAYMENTS") > before);
      assertThat(operator.request("trigger-bridge.status", new byte[0], PATIENCE)).isNotNull();
      bridge.stop();
      assertThat(bridge.log()).doesNotContain("Permissions Violation");
    }
  }

  @Test
  void bridge_may_not_delete_or_purge_a_stream_or_place_orders() throws Exception {
    try (Connection own = cluster.connect("bridge")) {
      JetStreamManagement management = own.jetStreamManagement(QUICK);

      assertRefused(() -> management.deleteStream("ORDERS"));
      assertRefused(() -> management.purgeStream("ORDERS"));
      assertRefused(() -> management.deleteMessage("ORDERS", 1));
      assertRefused(() -> management.deleteConsumer("ORDERS", "payment"));
      assertRefused(() -> own.jetStream(QUICK).publish("orders.placed.v1", ORDER));
      assertThat(own.jetStreamManagement().getStreamInfo("ORDERS")).isNotNull();
    }
  }

  @Test
  void producer_may_begin_orders_and_nothing_else() throws Exception {
    try (Connection producer = cluster.connect("producer")) {
      assertThat(producer.jetStream().publish("orders.placed.v1", ORDER).getStream())
          .isEqualTo("ORDERS");
      assertRefused(() -> producer.jetStream(QUICK).publish("payments.completed.v1", ORDER));
      assertRefused(() -> producer.jetStreamManagement(QUICK).getStreamInfo("ORDERS"));
      assertRefused(() -> producer.jetStreamManagement(QUICK).deleteStream("ORDERS"));
      assertThat(producer.request("trigger-bridge.pause", ORDER, Duration.ofMillis(500))).isNull();
    }
  }

  @Test
  void strangers_and_clear_text_are_refused() throws Exception {
    assertThatThrownBy(() -> Nats.connect(cluster.strangers().build()))
        .hasMessageContaining("Authentication");
    assertThatThrownBy(() -> Nats.connect(cluster.strangers().userInfo("bridge", "x").build()))
        .hasMessageContaining("Authentication");
    assertThatThrownBy(
            () ->
                Nats.connect(
                    new Options.Builder()
                        .server(cluster.servers().split(",")[0].replace("tls:", "nats:"))
                        .userInfo("bridge", cluster.password("bridge"))
                        .maxReconnects(0)
                        .build()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void servers_have_no_warning_about_their_configuration() throws Exception {
    assertThat(cluster.log(0).lines().filter(line -> line.contains("[WRN]")))
        // Generated words of 40 letters, known to nobody, gain nothing by bcrypt.
        .filteredOn(line -> !line.contains("Plaintext passwords detected"))
        .filteredOn(line -> line.contains("onfig") || line.contains("deprecat"))
        .isEmpty();
  }

  private static int leaderOf(Connection operator, String stream) throws Exception {
    return ClusterOfTests.numberOf(
        Objects.requireNonNull(
            Objects.requireNonNull(
                    operator.jetStreamManagement().getStreamInfo(stream).getClusterInfo())
                .getLeader()));
  }

  private static long count(Connection operator, String stream) throws Exception {
    return operator.jetStreamManagement().getStreamInfo(stream).getStreamState().getMsgCount();
  }

  private static void assertAllStored(Connection operator, Publishing publishing) throws Exception {
    List<Long> confirmed = publishing.stop();
    for (long sequence : confirmed) {
      assertThat(operator.jetStreamManagement().getMessage("ORDERS", sequence).getHeaders())
          .as("ORDERS/%d", sequence)
          .isNotNull();
    }
    assertThat(confirmed).doesNotHaveDuplicates();
  }

  private static void assertRefused(Request request) {
    assertThatThrownBy(request::send).isNotInstanceOf(JetStreamApiException.class);
  }

  private interface Request {
    void send() throws Exception;
  }

  /** A producer that goes on until it is stopped, and repeats what was not confirmed. */
  private static final class Publishing implements AutoCloseable {
    private final List<Long> confirmed = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Future<?> running;

    Publishing(String prefix) {
      running = executor.submit(() -> publish(prefix));
    }

    private Void publish(String prefix) throws Exception {
      try (Connection producer = cluster.connect("producer")) {
        int number = 0;
        while (!stopped.get()) {
          PublishOptions options =
              PublishOptions.builder().messageId(prefix + "-" + number).build();
          try {
            confirmed.add(
                producer.jetStream().publish("orders.placed.v1", ORDER, options).getSeqno());
            number++;
          } catch (IOException | JetStreamApiException | IllegalStateException e) {
            // Not confirmed, so it is sent again under the same id.
          }
        }
      }
      return null;
    }

    void awaitMore(int orders) {
      int before = confirmed.size();
      await().atMost(PATIENCE).until(() -> confirmed.size() >= before + orders);
    }

    List<Long> stop() throws Exception {
      stopped.set(true);
      running.get();
      return confirmed;
    }

    @Override
    public void close() {
      stopped.set(true);
      executor.shutdown();
    }
  }
}
