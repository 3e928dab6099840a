package dev.triggerbridge.bridge.dispatch;

/** Invokes one function synchronously. Thread-safe. */
public interface FunctionClient {
  /** Blocks until the function answered or the invocation failed; never throws for either. */
  Invocation invoke(byte[] payload);

  /**
   * The same with a trace.
   *
   * @param xrayTrace value of {@code X-Amzn-Trace-Id}
   */
  default Invocation invoke(byte[] payload, String xrayTrace) {
    return invoke(payload);
  }
}
