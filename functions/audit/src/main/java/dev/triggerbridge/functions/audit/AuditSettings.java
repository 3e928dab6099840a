package dev.triggerbridge.functions.audit;

import java.util.Map;

/**
 * What the environment says.
 *
 * @param bucketName from {@code BUCKET_NAME}
 */
record AuditSettings(String bucketName) {
  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException naming the variable and the remedy
   */
  static AuditSettings from(Map<String, String> environment) {
    String bucket = environment.getOrDefault("BUCKET_NAME", "");
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("BUCKET_NAME is missing: set the audit bucket's name");
    }
    return new AuditSettings(bucket);
  }
}
