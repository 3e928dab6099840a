package dev.triggerbridge.bridge.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a function returned.
 *
 * @param id deterministic; becomes {@code Nats-Msg-Id}
 * @param subject where it is published
 * @param contentType becomes the header, or null
 * @param dataSchema becomes the header, or null
 * @param headers further headers
 * @param data the payload; not copied
 * @param deliverAt when it is published at the earliest; null for at once
 */
public record OutputEvent(
    String id,
    String subject,
    @Nullable String contentType,
    @Nullable String dataSchema,
    Headers headers,
    byte[] data,
    @Nullable Instant deliverAt) {
  /** An event to publish at once. */
  public OutputEvent(
      String id,
      String subject,
      @Nullable String contentType,
      @Nullable String dataSchema,
      Headers headers,
      byte[] data) {
    this(id, subject, contentType, dataSchema, headers, data, null);
  }
}
