package dev.triggerbridge.bridge.dispatch;

/** A store did not confirm: try again later, and settle nothing meanwhile. */
public final class StoreUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what was not confirmed and why. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With what was not confirmed and why. */
  public StoreUnavailableException(String message) {
    super(message);
  }
}
