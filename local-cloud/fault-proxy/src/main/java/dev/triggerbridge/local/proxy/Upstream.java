package dev.triggerbridge.local.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connection to the server that belongs to one of a client. One thread. */
final class Upstream implements AutoCloseable {
  /** Servers close idle connections after 30 s: one that might be closed is not used again. */
  private static final long LONGEST_IDLE_NANOS = 5_000_000_000L;

  private static final Pattern EXPECT = Pattern.compile("(?i)\r\nExpect:[^\r]*");

  private final int port;
  private @Nullable Socket socket;
  private @Nullable HttpStream in;
  private long usedAt;

  Upstream(int port) {
    this.port = port;
  }

  /** An answer of the server. */
  record Reply(HttpStream.Head head, int status, HttpStream.Body body) {
    byte[] bytes() {
      byte[] all = new byte[head.raw().length + body.raw().length];
      System.arraycopy(head.raw(), 0, all, 0, head.raw().length);
      System.arraycopy(body.raw(), 0, all, head.raw().length, body.raw().length);
      return all;
    }
  }

  /** Sends a request and blocks for its answer. */
  Reply exchange(HttpStream.Head head, byte[] body, String method) throws IOException {
    Socket to = socket;
    HttpStream from = in;
    if (to == null || from == null || System.nanoTime() - usedAt > LONGEST_IDLE_NANOS) {
      close();
      to = new Socket(InetAddress.getLoopbackAddress(), port);
      to.setTcpNoDelay(true);
      from = new HttpStream(to.getInputStream());
      socket = to;
      in = from;
    }
    to.getOutputStream().write(request(head, body));
    HttpStream.Head answer = next(from);
    while (status(answer) == 100) {
      answer = next(from);
    }
    int status = status(answer);
    boolean empty = method.equals("HEAD") || status == 204 || status == 304;
    HttpStream.Body content =
        empty ? new HttpStream.Body(new byte[0], new byte[0]) : from.body(answer);
    usedAt = System.nanoTime();
    return new Reply(answer, status, content);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
  }

  private static byte[] request(HttpStream.Head head, byte[] body) {
    byte[] start = head.raw();
    if (head.headers().containsKey("expect")) {
      start = EXPECT.matcher(new String(start, ISO_8859_1)).replaceFirst("").getBytes(ISO_8859_1);
    }
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  private static HttpStream.Head next(HttpStream from) throws IOException {
    return from.head().orElseThrow(() -> new IOException("the server closed the connection"));
  }

  private static int status(HttpStream.Head head) {
    return Integer.parseInt(head.start().split(" ", 3)[1]);
  }
}
