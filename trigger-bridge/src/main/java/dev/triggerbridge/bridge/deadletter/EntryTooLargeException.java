package dev.triggerbridge.bridge.deadletter;

/** The destination can never hold this entry; the message says how large it may be. */
public final class EntryTooLargeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the size and the limit. */
  public EntryTooLargeException(String message) {
    super(message);
  }
}
