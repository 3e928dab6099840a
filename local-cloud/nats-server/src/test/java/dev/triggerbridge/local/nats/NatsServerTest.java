package dev.triggerbridge.local.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsServerTest {
  @TempDir Path directory;

  @Test
  void start_answers_clients_on_loopback_with_jetstream() throws IOException {
    try (NatsServer server = NatsServer.start(NatsServerOptions.in(directory))) {
      assertThat(greeting(server.port())).startsWith("INFO ").contains("\"jetstream\":true");
      assertThat(greeting(server.port())).contains("\"host\":\"127.0.0.1\"");
    }
  }

  @Test
  void close_leaves_no_process() {
    NatsServer server = NatsServer.start(NatsServerOptions.in(directory));
    long pid = server.pid();
    server.close();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void restart_after_kill_keeps_the_port() throws IOException {
    try (NatsServer server = NatsServer.start(NatsServerOptions.in(directory))) {
      int port = server.port();
      server.kill();
      assertThat(server.isRunning()).isFalse();
      server.restart();
      assertThat(greeting(port)).startsWith("INFO ");
    }
  }

  @Test
  void pause_keeps_the_port_open_and_answers_nothing_until_resume() throws IOException {
    try (NatsServer server = NatsServer.start(NatsServerOptions.in(directory))) {
      server.pause();
      assertThatThrownBy(() -> greeting(server.port())).isInstanceOf(SocketTimeoutException.class);
      server.resume();
      assertThat(greeting(server.port())).startsWith("INFO ");
    }
  }

  @Test
  void start_with_a_broken_configuration_says_what_the_server_said() {
    NatsServerOptions broken = NatsServerOptions.in(directory).withConfiguration("no_such_key: {");
    assertThatThrownBy(() -> NatsServer.start(broken).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nats-server did not start");
  }

  private static String greeting(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      socket.setSoTimeout(500);
      byte[] buffer = new byte[4096];
      int read = socket.getInputStream().read(buffer);
      return new String(buffer, 0, Math.max(0, read), StandardCharsets.UTF_8);
    }
  }
}
