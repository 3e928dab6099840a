package dev.triggerbridge.bridge.deadletter;

import java.io.IOException;

/** Keeps payloads that do not fit where they should go. Methods block; thread-safe. */
public interface PayloadStore {
  /**
   * Stores the entry's payload, unchanged, under a name that is always the same for it.
   *
   * @return where it lies, for {@link #get}
   */
  String put(DeadLetterEntry entry) throws IOException;

  /** The payload. */
  byte[] get(String reference) throws IOException;
}
