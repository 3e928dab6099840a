package dev.triggerbridge.bridge.promises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server; while it is shut, connections are refused and open ones are cut. */
final class Gate implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listener;

  Gate(int target) {
    this.target = target;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void shut() {
    closeQuietly(listener);
    open.forEach(Gate::closeQuietly);
  }

  void reopen() {
    listener = listen(port);
  }

  @Override
  public void close() {
    shut();
  }

  private ServerSocket listen(int at) {
    try {
      ServerSocket fresh = new ServerSocket();
      fresh.setReuseAddress(true);
      fresh.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), at));
      Thread.startVirtualThread(() -> accept(fresh));
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket server = new Socket("127.0.0.1", target);
        open.add(client);
        open.add(server);
        Thread.startVirtualThread(() -> copy(client, server));
        Thread.startVirtualThread(() -> copy(server, client));
      } catch (IOException e) {
        // Shut, or the server is gone: the client sees its connection refused or cut.
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      long unused = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other direction has ended, or the gate was shut.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
