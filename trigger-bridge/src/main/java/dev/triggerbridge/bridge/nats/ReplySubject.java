package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.message.AckToken;

/**
 * The subject that settles a delivery.
 *
 * @param subject of the server, {@code $JS.ACK…}
 */
record ReplySubject(String subject) implements AckToken {}
