package dev.triggerbridge.local.system.snapshot;

import java.util.List;

/**
 * A whole stream.
 *
 * @param name stream name
 * @param epoch identity of this incarnation of the stream
 * @param firstSequence first sequence the server still has; 1 unless something was dropped
 * @param lastSequence last sequence the server assigned, 0 if none
 * @param messages every stored message by ascending sequence
 */
public record StreamContent(
    String name,
    String epoch,
    long firstSequence,
    long lastSequence,
    List<StreamMessage> messages) {
  /** Copies the list. */
  public StreamContent {
    messages = List.copyOf(messages);
  }
}
