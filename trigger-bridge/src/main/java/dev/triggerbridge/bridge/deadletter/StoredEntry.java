package dev.triggerbridge.bridge.deadletter;

import java.time.Instant;

/**
 * A dead letter as it lies in a dead-letter stream.
 *
 * @param stream the dead-letter stream
 * @param sequence its position there
 * @param storedAt when the stream stored it
 * @param entry what it says
 */
public record StoredEntry(String stream, long sequence, Instant storedAt, DeadLetterEntry entry) {
  /** Names the entry for people: {@code DLQ/17}. */
  public String id() {
    return stream + "/" + sequence;
  }
}
