package dev.triggerbridge.local.chaos.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.nats.SmallDisk;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nats-server does on a full disk, on which the scenario {@code disk} and its page rest. */
class NatsOnSmallDiskTest {
  private static final byte[] BODY = new byte[2_000];
  private static final int MOST = 10_000;
  private static final int FURTHER = 3;

  @TempDir Path directory;

  @Test
  void server_that_had_a_full_disk_has_after_a_restart_all_that_it_ever_acknowledged()
      throws Exception {
    Optional<SmallDisk> opened = SmallDisk.open(directory.resolve("disk"), 8);
    assumeThat(opened).as("unshare and user namespaces").isPresent();
    try (SmallDisk disk = opened.orElseThrow();
        NatsServer server = NatsServer.start(NatsServerOptions.in(directory).withDisk(disk))) {
      long taken;
      try (Connection connection = connect(server)) {
        var unused =
            connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder().name("S").subjects("s").build());
        assertThat(publish(connection)).isTrue();
        disk.fill();
        taken = 1;
        while (publish(connection)) {
          assertThat(++taken).isLessThan(MOST);
        }
        disk.empty();
        // Whether it takes any before its restart depends on the version.
        for (int i = 0; i < FURTHER; i++) {
          taken += publish(connection) ? 1 : 0;
        }
      }
      server.stop();
      server.restart();
      try (Connection connection = connect(server)) {
        assertThat(
                connection.jetStreamManagement().getStreamInfo("S").getStreamState().getMsgCount())
            .isGreaterThanOrEqualTo(taken);
        assertThat(publish(connection)).isTrue();
      }
    }
  }

  private static boolean publish(Connection connection) {
    try {
      var unused = connection.jetStream().publish("s", BODY);
      return true;
    } catch (IOException | JetStreamApiException refused) {
      return false;
    }
  }

  private static Connection connect(NatsServer server) throws IOException, InterruptedException {
    return Nats.connect(
        Options.builder()
            .server(server.url())
            .connectionTimeout(Duration.ofSeconds(2))
            .maxReconnects(-1)
            .build());
  }
}
