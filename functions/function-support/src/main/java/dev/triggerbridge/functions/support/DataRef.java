package dev.triggerbridge.functions.support;

/**
 * Where a payload lies that no invocation can carry.
 *
 * @param s3 {@code s3://bucket/key}
 * @param bytes its length
 * @param sha256 of its bytes, in lower-case hex
 */
public record DataRef(String s3, long bytes, String sha256) {}
