package dev.triggerbridge.bridge.flow;

/** What an invocation says about the function, whatever it says about its records. */
public enum Signal {
  /** It answered. */
  SUCCEEDED,
  /** It, or something behind it, refused for load. */
  THROTTLED,
  /** It, or everything behind it, was not reachable. */
  UNAVAILABLE,
  /** It threw, ran out of time or memory, or gave an answer that cannot be trusted. */
  FUNCTION_ERROR,
  /** Nothing: it was not invoked, or with records that are known to fail. */
  NONE
}
