package dev.triggerbridge.bridge.app;

/** Where logs go. */
final class Logs {
  private Logs() {}

  /**
   * Keeps logs out of what a command prints, and quiet unless somebody asked for more. Before the
   * first logger is made.
   */
  static void toStderr() {
    System.setProperty("TRIGGERBRIDGE_LOG_TARGET", "System.err");
    if (System.getenv("TRIGGERBRIDGE_LOG_LEVEL") == null) {
      System.setProperty("TRIGGERBRIDGE_LOG_LEVEL", "WARN");
    }
  }
}
