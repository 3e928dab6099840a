package dev.triggerbridge.functions.support;

/** Who is to blame for a retry; the bridge counts an attempt for {@link #FAILURE} alone. */
public enum RetryClass {
  /** The record itself failed. */
  FAILURE,
  /** A dependency limits the rate. */
  THROTTLED,
  /** A dependency is away, or this function is not set up to reach it. */
  UNAVAILABLE,
  /** The record was not started. */
  NOT_ATTEMPTED
}
