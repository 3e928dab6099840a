package dev.triggerbridge.bridge.dispatch;

/**
 * What is remembered of a record that failed.
 *
 * @param failed failed attempts
 * @param suspected whether it was in a batch that failed as a whole
 * @param isolated whether it was being invoked alone, above the crash ceiling, when last seen
 * @param explained deliveries up to this count ended for a known reason, not with a crash
 */
public record Attempts(int failed, boolean suspected, boolean isolated, long explained) {
  /** Nothing is remembered. */
  public static final Attempts NONE = new Attempts(0, false, false, 0);

  /** After so many failures of its own, the last one in this delivery. */
  public Attempts afterFailure(int attempt, long deliveryCount) {
    return new Attempts(attempt, suspected, false, deliveryCount);
  }

  /** A batch that it was in failed as a whole. */
  public Attempts asSuspect() {
    return new Attempts(failed, true, isolated, explained);
  }

  /** About to be invoked alone, by a process that may not survive it. */
  public Attempts isolating() {
    return new Attempts(failed, suspected, true, explained);
  }

  /** The process survived this delivery. */
  public Attempts survived(long deliveryCount) {
    return new Attempts(failed, suspected, false, deliveryCount);
  }
}
