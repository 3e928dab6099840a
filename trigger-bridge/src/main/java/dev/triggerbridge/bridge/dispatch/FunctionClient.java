package dev.triggerbridge.bridge.dispatch;

/** Invokes one function synchronously. Thread-safe. */
public interface FunctionClient {
  /** Blocks until the function answered or the invocation failed; never throws for either. */
  Invocation invoke(byte[] payload);
}
