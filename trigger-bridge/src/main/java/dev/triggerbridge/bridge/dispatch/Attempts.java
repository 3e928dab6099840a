package dev.triggerbridge.bridge.dispatch;

/**
 * What is remembered of a record that failed.
 *
 * @param failed failed attempts
 * @param isolated whether it was being invoked alone, above the crash ceiling, when last seen
 */
public record Attempts(int failed, boolean isolated) {
  /** Nothing is remembered. */
  public static final Attempts NONE = new Attempts(0, false);
}
