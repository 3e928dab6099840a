package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.proxy.Direction;
import dev.triggerbridge.local.proxy.TcpProxy;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionWatchTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  @Test
  void connection_that_only_carries_what_arrives_is_replaced() throws Exception {
    try (NatsServer server = NatsServer.start(NatsServerOptions.in(folder));
        TcpProxy proxy = TcpProxy.start(server.port());
        ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();
        Connection other = Nats.connect(server.url());
        Connection watched =
            NatsConnector.connect(NatsSettings.of("nats://127.0.0.1:" + proxy.port(), "watched"))) {
      watched.createDispatcher(message -> {}).subscribe("heartbeats");
      watched.flush(Duration.ofSeconds(10));
      var unused =
          heartbeats.scheduleAtFixedRate(
              () -> other.publish("heartbeats", new byte[0]), 0, 500, TimeUnit.MILLISECONDS);

      proxy.halfOpen(Direction.TO_SERVER);
      await().atMost(BOUND).until(() -> watched.getStatus() != Connection.Status.CONNECTED);
      proxy.heal();

      await().atMost(BOUND).until(() -> watched.getStatus() == Connection.Status.CONNECTED);
      watched.flush(Duration.ofSeconds(10));
      assertThat(watched.getStatistics().getReconnects()).isPositive();
      heartbeats.shutdownNow();
    }
  }
}
