package dev.triggerbridge.local.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
  private static final int MEGABYTES = 2;

  @TempDir Path directory;
  private Optional<SmallDisk> opened = Optional.empty();
  private SmallDisk disk;

  @BeforeEach
  void open() throws IOException {
    opened = SmallDisk.open(directory.resolve("disk"), MEGABYTES);
    assumeThat(opened).as("unshare and user namespaces").isPresent();
    disk = opened.orElseThrow();
  }

  @AfterEach
  void close() {
    opened.ifPresent(SmallDisk::close);
  }

  @Test
  void write_of_a_process_fails_while_the_disk_is_full_and_succeeds_once_emptied()
      throws Exception {
    assertThat(disk.free()).isEqualTo(MEGABYTES * 1024L * 1024L);

    disk.fill();
    assertThat(disk.free()).isZero();
    assertThat(write("one")).contains("No space left");

    disk.empty();
    assertThat(disk.free()).isPositive();
    assertThat(write("one")).isEmpty();
  }

  @Test
  void file_of_a_process_is_not_seen_outside() throws Exception {
    assertThat(write("one")).isEmpty();

    assertThat(directory.resolve("disk")).isEmptyDirectory();
  }

  @Test
  void streams_of_a_server_on_it_outlive_the_server() throws Exception {
    NatsServerOptions options = NatsServerOptions.in(directory).withDisk(disk);
    try (NatsServer server = NatsServer.start(options)) {
      server.kill();
      server.restart();
      assertThat(server.isRunning()).isTrue();
    }

    assertThat(run("ls " + disk.folder())).contains("jetstream");
  }

  private String write(String name) throws Exception {
    return run("head -c 9000 /dev/zero > " + disk.folder().resolve(name));
  }

  private String run(String script) throws Exception {
    Process process =
        new ProcessBuilder(disk.command(List.of("sh", "-c", script)))
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return printed;
  }
}
