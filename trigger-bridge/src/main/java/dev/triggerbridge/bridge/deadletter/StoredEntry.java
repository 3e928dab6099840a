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
  /** The same entry with its payload, which was fetched from where it lay. */
  public StoredEntry withData(byte[] data) {
    return new StoredEntry(
        stream,
        sequence,
        storedAt,
        new DeadLetterEntry(entry.origin(), entry.failure(), entry.headers(), data, ""));
  }

  /** Names the entry for people: {@code DLQ/17}. */
  public String id() {
    return stream + "/" + sequence;
  }
}
