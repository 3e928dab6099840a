package dev.triggerbridge.bridge.message;

/** Why a record is to be tried again. */
public enum RetryClass {
  /** The record itself failed: costs one attempt. */
  FAILURE,
  /** Something refused for load: costs nothing, held. */
  THROTTLED,
  /** Something was not reachable: costs nothing, held. */
  UNAVAILABLE,
  /** The function did not get to it: costs nothing, held. */
  NOT_ATTEMPTED
}
