package dev.triggerbridge.bridge.batch;

import java.time.Duration;

/**
 * When a batch is closed.
 *
 * @param records most records, 1 to 10,000 (AWS: BatchSize)
 * @param bytes most bytes of the encoded payload
 * @param window how long the first record may wait for others; zero closes as soon as nothing more
 *     is at hand
 */
public record BatchLimits(int records, long bytes, Duration window) {
  /** Lambda's limit of a synchronous invocation's payload: 6 MB, as 6,291,456 bytes. */
  public static final long LAMBDA_PAYLOAD = 6L * 1024 * 1024;

  /** Checks the ranges. */
  public BatchLimits {
    if (records < 1 || bytes < 1 || window.isNegative()) {
      throw new IllegalArgumentException(
          "impossible limits: " + records + ", " + bytes + ", " + window);
    }
  }
}
