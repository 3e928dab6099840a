package dev.triggerbridge.functions.descriptor;

import org.jspecify.annotations.Nullable;

/**
 * The DynamoDB table that one function owns. Keys are strings.
 *
 * @param name without any prefix of an account or stage
 * @param partitionKey attribute name
 * @param sortKey attribute name, or null for a table without one
 * @param ttlAttribute number attribute with the epoch second of expiry, or null if rows never
 *     expire
 */
public record TableDefinition(
    String name, String partitionKey, @Nullable String sortKey, @Nullable String ttlAttribute) {}
