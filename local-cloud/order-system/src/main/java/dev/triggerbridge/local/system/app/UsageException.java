package dev.triggerbridge.local.system.app;

/** A run that cannot start as asked; the message says why and what to do. */
final class UsageException extends Exception {
  UsageException(String message) {
    super(message);
  }
}
