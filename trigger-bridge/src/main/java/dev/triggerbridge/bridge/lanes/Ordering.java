package dev.triggerbridge.bridge.lanes;

/**
 * How a mapping keeps order.
 *
 * @param keys reads the key of a record
 * @param haltOnDeadLetter whether a key stops after a dead letter until a person lets it go on
 */
public record Ordering(KeyReader keys, boolean haltOnDeadLetter) {}
