package dev.triggerbridge.local.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads HTTP/1.1 messages off a connection: as much of the protocol as AWS's SDKs and servers use.
 * One thread.
 */
final class HttpStream {
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int LARGEST_BODY = 64 * 1024 * 1024;

  private final InputStream in;

  HttpStream(InputStream in) {
    this.in = new BufferedInputStream(in, 16_384);
  }

  /**
   * The first lines of a message.
   *
   * @param raw as it came, with the empty line
   * @param start request or status line
   * @param headers by lower-case name; of repeated ones the last
   */
  record Head(byte[] raw, String start, Map<String, String> headers) {
    boolean has(String name, String value) {
      return headers.getOrDefault(name, "").toLowerCase(Locale.ROOT).contains(value);
    }
  }

  /** The next head, or empty if the other side has closed the connection between two messages. */
  Optional<Head> head() throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(512);
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        if (raw.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("connection closed within a head");
      }
      raw.write(next);
      if (raw.size() > LONGEST_HEAD) {
        throw new IOException("head of more than " + LONGEST_HEAD + " bytes");
      }
      if (next == "\r\n\r\n".charAt(matched)) {
        matched++;
      } else {
        matched = next == '\r' ? 1 : 0;
      }
    }
    String[] lines = raw.toString(ISO_8859_1).split("\r\n", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return Optional.of(new Head(raw.toByteArray(), lines[0], headers));
  }

  /**
   * The body that follows a head.
   *
   * @param raw as it came, to be forwarded
   * @param content without the framing
   */
  record Body(byte[] raw, byte[] content) {}

  Body body(Head head) throws IOException {
    if (head.has("transfer-encoding", "chunked")) {
      return chunks();
    }
    String length = head.headers().get("content-length");
    if (length == null) {
      return new Body(new byte[0], new byte[0]);
    }
    byte[] content = exactly(Integer.parseInt(length));
    return new Body(content, content);
  }

  private Body chunks() throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      String size = line(raw);
      int length = Integer.parseInt(size.split(";", 2)[0].strip(), 16);
      if (length == 0) {
        while (!line(raw).isEmpty()) {
          // Trailers.
        }
        return new Body(raw.toByteArray(), content.toByteArray());
      }
      byte[] chunk = exactly(length);
      raw.write(chunk);
      content.write(chunk);
      if (raw.size() > LARGEST_BODY) {
        throw new IOException("body of more than " + LARGEST_BODY + " bytes");
      }
      var unused = line(raw);
    }
  }

  private byte[] exactly(int length) throws IOException {
    if (length > LARGEST_BODY) {
      throw new IOException("body of more than " + LARGEST_BODY + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("connection closed within a body");
    }
    return bytes;
  }

  private String line(ByteArrayOutputStream raw) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("connection closed within a chunk");
      }
      raw.write(next);
      if (next != '\r') {
        line.append((char) next);
      }
    }
    raw.write('\n');
    return line.toString();
  }
}
