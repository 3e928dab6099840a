package dev.triggerbridge.bridge.deadletter;

import java.io.IOException;

/** A destination of dead letters. Thread-safe. */
public interface EntrySender {
  /**
   * Stores the entry; blocks until the destination has confirmed that it holds all of it. An entry
   * that is sent again has the same id, and being there already is success, once it was seen to be
   * the same.
   *
   * @throws EntryTooLargeException if the destination can never hold it
   * @throws IOException if it was not confirmed; may be tried again
   */
  void send(DeadLetterEntry entry) throws IOException, EntryTooLargeException;

  /** Names the destination for people. */
  String destination();
}
