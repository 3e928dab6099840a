package dev.triggerbridge.bridge.retry;

/** Kinds of failure that cost an attempt, each of which may have a number of retries of its own. */
public enum ErrorClass {
  /** The function answered that this record failed, or did not answer for it. */
  RECORD,
  /** The function threw, ran out of memory or exited while it had the record alone. */
  FUNCTION_ERROR,
  /** The function did not answer in time while it had the record alone. */
  TIMEOUT,
  /** The function's answer could not be trusted while it had the record alone. */
  INVALID_ANSWER,
  /** The function rejected the record: no retry unless one is configured. */
  REJECT
}
