package dev.triggerbridge.bridge.deadletter;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Dead letters where they are stored, for those who look after them. Methods block; thread-safe.
 */
public interface DeadLetterQueue {
  /**
   * Shows every entry under the subject that the filter accepts and that was there when this was
   * called, oldest first. Entries that were redriven already are not shown.
   *
   * @throws IOException if the store does not answer, or no stream stores the subject
   */
  void forEach(String subject, EntryFilter filter, Consumer<StoredEntry> visitor)
      throws IOException;

  /**
   * Takes the entry for a redrive, so that no other process redrives it meanwhile. A claim that was
   * not given back is free again after an hour.
   */
  Claim claim(StoredEntry entry) throws IOException;

  /** Gives a claim back; the entry stays. */
  void release(StoredEntry entry) throws IOException;

  /**
   * The redrive succeeded: remembers that first, and removes the entry then. Where entries cannot
   * be removed (a stream with {@code deny_delete}) the mark stays and hides the entry.
   */
  void done(StoredEntry entry) throws IOException;

  /** Removes an entry for ever. */
  void purge(StoredEntry entry) throws IOException;

  /** What came of asking for an entry. */
  enum Claim {
    /** It is ours. */
    TAKEN,
    /** Another process redrives it now. */
    BUSY,
    /** It was redriven before: nothing is to be done. */
    DONE,
    /** It is not there any more. */
    GONE
  }
}
