package dev.triggerbridge.functions.descriptor;

/**
 * The S3 bucket that one function owns.
 *
 * @param name without any prefix that makes it unique in the world
 */
public record BucketDefinition(String name) {}
