package dev.triggerbridge.functions.audittool.command;

/** A command line that cannot be used; the message says why and what to do. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
