package dev.triggerbridge.local.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A reverse proxy for HTTP/1.1 on loopback that can answer in the server's place, or lose the
 * server's answer after it has done its work. Thread-safe; a virtual thread per connection.
 */
public final class HttpProxy implements AutoCloseable {
  private static final int BACKLOG = 256;

  /** Over all proxies, so that one tap can look at several. */
  private static final AtomicLong NUMBER = new AtomicLong();

  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

  private final ServerSocket listener;
  private final int target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong struck = new AtomicLong();
  private volatile HttpRule rule = HttpRule.NONE;
  private volatile HttpTap tap = HttpTap.NONE;

  private HttpProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /**
   * Starts on a free port of 127.0.0.1.
   *
   * @param target port on 127.0.0.1 that requests are forwarded to
   */
  public static HttpProxy start(int target) {
    try {
      HttpProxy proxy =
          new HttpProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
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

  /** Requests since the start. */
  public long requests() {
    return requests.get();
  }

  /** Requests since the start that were not simply forwarded. */
  public long struck() {
    return struck.get();
  }

  /** From now on this decides. */
  public void rule(HttpRule next) {
    rule = next;
  }

  /** From now on this looks on. */
  public void tap(HttpTap next) {
    tap = next;
  }

  @Override
  public void close() {
    close(listener);
    open.forEach(HttpProxy::close);
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        client.setTcpNoDelay(true);
        var unused = threads.submit(() -> serve(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (Upstream upstream = new Upstream(target)) {
      HttpStream in = new HttpStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      Optional<HttpStream.Head> head = in.head();
      while (head.isPresent() && serve(head.get(), in, out, upstream)) {
        head = in.head();
      }
    } catch (IOException e) {
      // One side is gone, or speaks something else: the other finds the connection closed.
    } finally {
      open.remove(client);
      close(client);
    }
  }

  /** Whether the connection stays open. */
  private boolean serve(HttpStream.Head head, HttpStream in, OutputStream out, Upstream upstream)
      throws IOException {
    if (head.has("expect", "100-continue")) {
      out.write(CONTINUE);
    }
    HttpStream.Body body = in.body(head);
    String[] start = head.start().split(" ", 3);
    HttpRequest request = new HttpRequest(start[0], start[1], head.headers(), body.content());
    requests.incrementAndGet();
    long number = NUMBER.incrementAndGet();
    HttpRule.Fate fate = rule.decide(request);
    if (!(fate instanceof HttpRule.Fate.Forward)) {
      struck.incrementAndGet();
    }
    if (fate instanceof HttpRule.Fate.Answer answer) {
      out.write(bytes(answer));
      return true;
    }
    tap.asked(number, request);
    Upstream.Reply reply = upstream.exchange(head, body.raw(), request.method());
    tap.answered(number, request, reply.status(), reply.body().content());
    if (fate instanceof HttpRule.Fate.LoseAnswer) {
      return false;
    }
    out.write(reply.bytes());
    return !reply.head().has("connection", "close");
  }

  private static byte[] bytes(HttpRule.Fate.Answer answer) {
    byte[] body = answer.body().getBytes(UTF_8);
    String head =
        "HTTP/1.1 %d Injected\r\nContent-Type: %s\r\nContent-Length: %d\r\nx-amzn-RequestId: injected\r\n\r\n"
            .formatted(answer.status(), answer.contentType(), body.length);
    byte[] start = head.getBytes(ISO_8859_1);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // As closed as it gets.
    }
  }
}
