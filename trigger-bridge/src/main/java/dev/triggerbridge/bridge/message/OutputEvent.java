package dev.triggerbridge.bridge.message;

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
 */
public record OutputEvent(
    String id,
    String subject,
    @Nullable String contentType,
    @Nullable String dataSchema,
    Headers headers,
    byte[] data) {}
