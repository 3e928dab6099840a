package dev.triggerbridge.bridge.nats;

import java.time.Instant;

/**
 * An event that a record has caused.
 *
 * @param stream that stores it
 * @param sequence in that stream
 * @param subject of the event
 * @param id its {@code Nats-Msg-Id}
 * @param storedAt when the stream stored it
 */
public record StoredOutput(
    String stream, long sequence, String subject, String id, Instant storedAt) {}
