package dev.triggerbridge.local.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** One connection of a client and the one to the server that belongs to it. Thread-safe. */
final class Link {
  private final Socket client;
  private final Socket server;
  private volatile boolean silentToServer;
  private volatile boolean silentToClient;

  Link(Socket client, Socket server) {
    this.client = client;
    this.server = server;
  }

  void connect(int port) throws IOException {
    server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setTcpNoDelay(true);
    client.setTcpNoDelay(true);
  }

  int read(Direction direction, byte[] buffer) throws IOException {
    Socket from = direction == Direction.TO_SERVER ? client : server;
    return from.getInputStream().read(buffer);
  }

  void write(Direction direction, byte[] buffer, int length) throws IOException {
    Socket to = direction == Direction.TO_SERVER ? server : client;
    to.getOutputStream().write(buffer, 0, length);
  }

  /** Nothing goes this way any more, for as long as the connection lives. */
  void silence(Direction direction) {
    silentToServer |= direction.includes(Direction.TO_SERVER);
    silentToClient |= direction.includes(Direction.TO_CLIENT);
  }

  boolean isSilent(Direction direction) {
    return direction == Direction.TO_SERVER ? silentToServer : silentToClient;
  }

  boolean isSilent() {
    return silentToServer || silentToClient;
  }

  void close(boolean reset) {
    close(client, reset);
    close(server, reset);
  }

  private static void close(Socket socket, boolean reset) {
    try {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
    } catch (SocketException e) {
      // Closed already.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // As closed as it gets.
    }
  }
}
