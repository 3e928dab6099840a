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
import io.nats.client.api.StreamState;
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
    try (SmallDisk disk = open();
        NatsServer server = NatsServer.start(NatsServerOptions.in(directory).withDisk(disk))) {
      long taken;
      try (Connection connection = connect(server)) {
        addStream(connection);
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

  /**
   * That its sequences then need not begin with 1 is why a disk is only filled when no stream is
   * empty: the checker takes a gap for a loss.
   */
  @Test
  void stream_that_was_empty_when_the_disk_was_full_has_after_a_restart_only_what_was_acknowledged()
      throws Exception {
    try (SmallDisk disk = open();
        NatsServer server = NatsServer.start(NatsServerOptions.in(directory).withDisk(disk))) {
      long taken = 0;
      try (Connection connection = connect(server)) {
        addStream(connection);
        disk.fill();
        for (int i = 0; i < FURTHER; i++) {
          assertThat(publish(connection)).isFalse();
        }
        disk.empty();
        taken += publish(connection) ? 1 : 0;
      }
      server.stop();
      server.restart();
      try (Connection connection = connect(server)) {
        StreamState state = connection.jetStreamManagement().getStreamInfo("S").getStreamState();
        assertThat(state.getMsgCount()).isEqualTo(taken);
        assertThat(state.getLastSequence()).isLessThanOrEqualTo(FURTHER + taken);
        assertThat(publish(connection)).isTrue();
      }
    }
  }

  private SmallDisk open() throws Exception {
    Optional<SmallDisk> opened = SmallDisk.open(directory.resolve("disk"), 8);
    assumeThat(opened).as("unshare and user namespaces").isPresent();
    return opened.orElseThrow();
  }

  private static void addStream(Connection connection) throws Exception {
    var unused =
        connection
            .jetStreamManagement()
            .addStream(StreamConfiguration.builder().name("S").subjects("s").build());
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
