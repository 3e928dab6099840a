package dev.triggerbridge.bridge.nats;

/**
 * A stream as the server shows it.
 *
 * @param epoch changes when the stream is made anew
 * @param firstSequence the oldest message that is kept
 * @param lastSequence the newest message
 */
public record StreamSight(String epoch, long firstSequence, long lastSequence) {}
