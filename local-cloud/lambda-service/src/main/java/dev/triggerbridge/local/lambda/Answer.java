package dev.triggerbridge.local.lambda;

/** What came of an event. */
@SuppressWarnings("ArrayRecordComponent") // Payloads of megabytes are passed on, never compared.
sealed interface Answer {
  /** JSON for the caller. */
  byte[] payload();

  /** The function returned. */
  record Returned(byte[] payload) implements Answer {}

  /** A function error: it threw, timed out, crashed, or its answer was too large. */
  record Failed(byte[] payload) implements Answer {}
}
