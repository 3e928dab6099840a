package dev.triggerbridge.bridge.dispatch;

/** How an invocation ended. */
public sealed interface Invocation {
  /**
   * The function returned.
   *
   * @param payload what it returned; not copied
   */
  record Answered(byte[] payload) implements Invocation {}

  /**
   * The function did not return: Lambda answers 200 with {@code X-Amz-Function-Error}.
   *
   * @param kind bounded: a label of the metric
   * @param message for people; from the function, so it may be anything
   */
  record FunctionError(Kind kind, String message) implements Invocation {}

  /**
   * Lambda refused for concurrency or rate.
   *
   * @param code Lambda's error
   */
  record Throttled(String code) implements Invocation {}

  /**
   * Lambda was not reachable or failed by itself.
   *
   * @param code Lambda's error, or the client's
   * @param message for people
   */
  record Unavailable(String code, String message) implements Invocation {}

  /** The payload is over Lambda's limit. */
  record RequestTooLarge() implements Invocation {}

  /** Kinds of function errors. */
  enum Kind {
    /** It ran out of time. */
    TIMEOUT,
    /** It ran out of memory. */
    OUT_OF_MEMORY,
    /** Its process exited. */
    EXIT,
    /** It returned more than 6 MB. */
    RESPONSE_TOO_LARGE,
    /** It threw. */
    EXCEPTION
  }
}
