package dev.triggerbridge.local.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Forwards TCP connections on loopback until it is told to break them. Thread-safe; two virtual
 * threads per connection.
 *
 * <p>A fault lasts until {@link #heal}. What it did is counted, so that a test can tell a fault
 * that struck from one that nobody noticed.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final ServerSocket listener;
  private final int target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Link> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong struck = new AtomicLong();
  private volatile Fault fault = new Fault.None();

  /** What is wrong with the connections now. */
  sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** Every connection is closed, new ones at once. */
    record Cut(boolean reset) implements Fault {}

    /** Each chunk of bytes waits. */
    record Slow(Direction direction, Duration perChunk) implements Fault {}

    /** Bytes vanish and nobody is told. */
    record HalfOpen(Direction direction) implements Fault {}
  }

  private TcpProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /**
   * Starts on a free port of 127.0.0.1.
   *
   * @param target port on 127.0.0.1 that connections are forwarded to; nobody has to listen yet
   */
  public static TcpProxy start(int target) {
    try {
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
      var unused = proxy.threads.submit(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  /** The port that clients connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections or chunks of bytes a fault has struck since the start. */
  public long struck() {
    return struck.get();
  }

  /** Connections that are open now. */
  public int connections() {
    return open.size();
  }

  /** Closes every connection, and new ones at once, as if the server had gone away. */
  public void cut() {
    cut(false);
  }

  /** Like {@link #cut}, but with RST instead of FIN: what was under way is lost on both sides. */
  public void reset() {
    cut(true);
  }

  /** Lets each chunk of bytes wait, about one request or answer. */
  public void slow(Direction direction, Duration perChunk) {
    fault = new Fault.Slow(direction, perChunk);
  }

  /**
   * Lets bytes vanish without telling anybody, as a firewall does that has forgotten its
   * connections. A connection that this happens to never works again, even after {@link #heal}; new
   * ones do then.
   */
  public void halfOpen(Direction direction) {
    fault = new Fault.HalfOpen(direction);
  }

  /** Forwards again. */
  public void heal() {
    fault = new Fault.None();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // Nobody can connect any more, which is what was wanted.
    }
    open.forEach(link -> link.close(false));
    threads.shutdownNow();
  }

  private void cut(boolean reset) {
    fault = new Fault.Cut(reset);
    for (Link link : open) {
      struck.incrementAndGet();
      link.close(reset);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        var unused = threads.submit(() -> connect(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void connect(Socket client) {
    Link link = new Link(client, new Socket());
    if (fault instanceof Fault.Cut(boolean reset)) {
      struck.incrementAndGet();
      link.close(reset);
      return;
    }
    try {
      link.connect(target);
      open.add(link);
      var unused = threads.submit(() -> pump(link, Direction.TO_CLIENT));
      pump(link, Direction.TO_SERVER);
    } catch (IOException e) {
      link.close(false);
    }
  }

  private void pump(Link link, Direction direction) {
    byte[] buffer = new byte[16_384];
    try {
      for (int read = link.read(direction, buffer);
          read >= 0;
          read = link.read(direction, buffer)) {
        if (passes(link, direction)) {
          link.write(direction, buffer, read);
        }
      }
      // A side that has stopped talking to a dead connection has not told the other.
      if (link.isSilent()) {
        return;
      }
    } catch (IOException e) {
      // One side is gone: the other finds out below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.remove(link);
    link.close(false);
  }

  private boolean passes(Link link, Direction direction) throws InterruptedException {
    switch (fault) {
      case Fault.Slow(Direction slowed, Duration perChunk) when slowed.includes(direction) -> {
        struck.incrementAndGet();
        Thread.sleep(perChunk);
      }
      case Fault.HalfOpen(Direction lost) when lost.includes(direction) -> {
        struck.incrementAndGet();
        link.silence(lost);
      }
      case Fault.None _, Fault.Cut _, Fault.Slow _, Fault.HalfOpen _ -> {}
    }
    return !link.isSilent(direction);
  }
}
