package dev.triggerbridge.bridge.batch;

import dev.triggerbridge.bridge.message.Delivery;

/** Keeps payloads that no invocation can carry. Methods block; thread-safe. */
@FunctionalInterface
public interface ClaimChecks {
  /**
   * Stores the payload, unchanged, under a name that is always the same for it.
   *
   * @throws PayloadNotStoredException if that was not confirmed; may be tried again
   */
  DataRef store(Delivery delivery);

  /**
   * Where a payload lies.
   *
   * @param s3 {@code s3://bucket/key}
   * @param bytes its length
   * @param sha256 of the payload, in lower-case hex
   */
  record DataRef(String s3, long bytes, String sha256) {}

  /** A payload could not be stored now. */
  final class PayloadNotStoredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With where it was to go, and why it did not. */
    public PayloadNotStoredException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
