package dev.triggerbridge.bridge.deadletter;

import java.time.Instant;

/**
 * Why a record was given up.
 *
 * @param attempts failed attempts of the record itself
 * @param deliveries how often the server had delivered it
 * @param errorClass bounded: {@code REJECTED}, {@code RETRIES_EXHAUSTED}, {@code CRASH_CEILING}, …
 * @param code machine-readable, the function's own where it gave one
 * @param message for people; from the function, so it may be anything, at most 1,000 characters
 * @param time when the bridge gave it up
 */
public record Failure(
    int attempts, long deliveries, String errorClass, String code, String message, Instant time) {}
