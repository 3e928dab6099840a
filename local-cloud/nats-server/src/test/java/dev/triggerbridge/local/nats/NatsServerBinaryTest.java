package dev.triggerbridge.local.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatsServerBinaryTest {
  @TempDir Path directory;

  @Test
  void resolve_with_a_nats_server_variable_that_is_no_server_names_the_variable_and_the_remedy() {
    assertThatThrownBy(() -> NatsServerBinary.resolve(Map.of("NATS_SERVER", "/bin/true")))
        .hasMessageContaining("NATS_SERVER=/bin/true")
        .hasMessageContaining("2.10");
  }

  @Test
  void resolve_prefers_the_path_to_the_cache() throws IOException {
    Path server = fakeServer("2.11.3");
    assertThat(NatsServerBinary.resolve(Map.of("PATH", directory.toString()))).isEqualTo(server);
  }

  @Test
  void resolve_uses_the_cache_when_the_path_has_only_an_old_server() throws IOException {
    fakeServer("2.9.10");
    Path cached = NatsServerBinary.resolve();
    assertThat(ServerVersion.isUsable(cached)).isTrue();
    assertThat(
            NatsServerBinary.resolve(
                Map.of(
                    "PATH",
                    directory.toString(),
                    "TRIGGERBRIDGE_CACHE",
                    NatsServerBinary.cacheDirectory(System.getenv()).toString())))
        .isNotEqualTo(directory.resolve("nats-server"));
  }

  @Test
  void resolve_newest_takes_the_one_of_the_cache_and_never_the_path() throws IOException {
    Path onPath = fakeServer("2.11.3");
    Path newest = Files.copy(onPath, directory.resolve("nats-server-newest"));
    assertThat(newest.toFile().setExecutable(true)).isTrue();

    Path resolved =
        NatsServerBinary.resolve(
            Map.of(
                "NATS_SERVER", "newest",
                "PATH", directory.toString(),
                "TRIGGERBRIDGE_CACHE", directory.toString()));

    assertThat(resolved).isEqualTo(newest);
  }

  @ParameterizedTest
  @CsvSource({
    "nats-server: v2.10.27, 2.10",
    "nats-server: v2.9.10, 2.9",
    "nats-server: 3.0.0-beta, 3.0"
  })
  void version_of_an_answer_is_read(String output, String expected) {
    assertThat(ServerVersion.parse(output).orElseThrow()).hasToString(expected);
  }

  private Path fakeServer(String version) throws IOException {
    Path server = directory.resolve("nats-server");
    Files.writeString(server, "#!/bin/sh\necho 'nats-server: v" + version + "'\n");
    assertThat(server.toFile().setExecutable(true)).isTrue();
    return server;
  }
}
