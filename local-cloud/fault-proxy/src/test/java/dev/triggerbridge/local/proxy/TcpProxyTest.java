package dev.triggerbridge.local.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private EchoServer server;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new EchoServer();
    proxy = TcpProxy.start(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void healthy_proxy_forwards_both_ways_and_counts_no_strike() throws IOException {
    try (Socket client = connect()) {
      assertThat(echo(client, 7)).isEqualTo(7);
    }
    assertThat(proxy.struck()).isZero();
  }

  @Test
  void cut_closes_open_connections_and_new_ones_until_it_is_healed() throws IOException {
    try (Socket client = connect()) {
      assertThat(echo(client, 1)).isEqualTo(1);
      proxy.cut();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket client = connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(proxy.struck()).isEqualTo(2);
    proxy.heal();
    try (Socket client = connect()) {
      assertThat(echo(client, 2)).isEqualTo(2);
    }
  }

  @Test
  void reset_ends_open_connections_with_an_error() throws IOException {
    try (Socket client = connect()) {
      assertThat(echo(client, 1)).isEqualTo(1);
      proxy.reset();
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void half_open_connection_is_silent_for_ever_and_a_new_one_works_after_healing()
      throws IOException {
    try (Socket client = connect()) {
      assertThat(echo(client, 1)).isEqualTo(1);
      client.setSoTimeout(200);
      proxy.halfOpen(Direction.TO_SERVER);
      assertThatThrownBy(() -> echo(client, 2)).isInstanceOf(SocketTimeoutException.class);
      proxy.heal();
      assertThatThrownBy(() -> echo(client, 3)).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(proxy.struck()).isEqualTo(1);
    try (Socket client = connect()) {
      assertThat(echo(client, 4)).isEqualTo(4);
    }
  }

  @Test
  void slow_proxy_forwards_everything_and_counts_what_waited() throws IOException {
    proxy.slow(Direction.BOTH, Duration.ofMillis(5));
    try (Socket client = connect()) {
      assertThat(echo(client, 9)).isEqualTo(9);
    }
    assertThat(proxy.struck()).isGreaterThanOrEqualTo(2);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static int echo(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    return client.getInputStream().read();
  }
}
