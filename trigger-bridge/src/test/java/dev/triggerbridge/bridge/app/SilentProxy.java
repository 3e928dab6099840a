package dev.triggerbridge.bridge.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Forwards TCP connections until it silently stops, as a firewall does that forgets them: nobody is
 * told, nothing is closed.
 */
final class SilentProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();

  /** On loopback, in front of a port on loopback. */
  SilentProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var unused = threads.submit(this::accept);
  }

  String url() {
    return "nats://127.0.0.1:" + listener.getLocalPort();
  }

  /** What is open now never forwards another byte; new connections work. */
  void forgetOpenConnections() {
    pairs.forEach(pair -> pair.silent = true);
  }

  /** How many connections were ever made through it. */
  int connections() {
    return pairs.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Pair pair : pairs) {
      pair.client.close();
      pair.server.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Pair pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), target));
        pairs.add(pair);
        var up = threads.submit(() -> pump(pair, pair.client, pair.server));
        var down = threads.submit(() -> pump(pair, pair.server, pair.client));
      } catch (IOException e) {
        // Closed, or the server is away: the next one may come through.
      }
    }
  }

  private static void pump(Pair pair, Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!pair.silent) {
          out.write(buffer, 0, read);
        }
      }
      if (!pair.silent) {
        to.close();
      }
    } catch (IOException e) {
      // One side is gone: the other finds out in the same way.
    }
  }

  private static final class Pair {
    private final Socket client;
    private final Socket server;
    private volatile boolean silent;

    private Pair(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }
  }
}
