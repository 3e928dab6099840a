package dev.triggerbridge.functions.audittool.bucket;

import org.jspecify.annotations.Nullable;

/**
 * A manifest as it lies in the bucket.
 *
 * @param key where
 * @param sha256 of its bytes
 * @param manifest what it says, or null if it is unreadable
 */
public record StoredManifest(String key, String sha256, @Nullable Manifest manifest) {}
