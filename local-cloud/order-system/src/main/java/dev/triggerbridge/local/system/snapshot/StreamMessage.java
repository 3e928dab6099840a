package dev.triggerbridge.local.system.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message as the stream stores it.
 *
 * @param stream stream name
 * @param sequence stream sequence
 * @param subject subject
 * @param time when the server stored it, by the server's clock
 * @param headers headers, empty if there are none
 * @param data payload, not copied; nobody writes to it
 */
public record StreamMessage(
    String stream,
    long sequence,
    String subject,
    Instant time,
    Map<String, List<String>> headers,
    byte[] data) {

  /** First value of a header, compared without case, or null. */
  public @Nullable String header(String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
        return header.getValue().get(0);
      }
    }
    return null;
  }
}
