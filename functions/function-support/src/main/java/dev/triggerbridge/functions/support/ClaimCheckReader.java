package dev.triggerbridge.functions.support;

/**
 * Reads payloads that came by claim check. Thread-safe; blocks. What it throws is the outcome of
 * the record, as what a handler throws.
 */
@FunctionalInterface
public interface ClaimCheckReader {
  /** The payload; its length and hash are checked by the caller. */
  byte[] read(DataRef reference);
}
