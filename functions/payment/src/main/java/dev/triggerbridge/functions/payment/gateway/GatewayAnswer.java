package dev.triggerbridge.functions.payment.gateway;

import java.time.Duration;

/** What the gateway says, or that it said nothing. */
public sealed interface GatewayAnswer {
  /** The money moved, now or before. */
  record Done(String gatewayId) implements GatewayAnswer {}

  /** The charge exists and waits for its confirmation; no money moved. */
  record Created(String gatewayId) implements GatewayAnswer {}

  /** The charge was cancelled and will never be made. */
  record Cancelled() implements GatewayAnswer {}

  /**
   * The gateway refused for good; no money moved.
   *
   * @param reason machine-readable, upper snake case
   */
  record Declined(String reason, String detail) implements GatewayAnswer {}

  /** The gateway knows of no such thing. */
  record Absent() implements GatewayAnswer {}

  /** Another request with this key, or for the same charge, is being executed. */
  record Busy() implements GatewayAnswer {}

  /** Too many requests; this one was not executed. */
  record Throttled(Duration retryAfter) implements GatewayAnswer {}

  /** Nobody knows whether money moved: a timeout, a lost connection, a server error. */
  record Unclear(String detail) implements GatewayAnswer {}

  /** What the gateway has contradicts what was asked: no repetition can settle it. */
  record Contradiction(String reason, String detail) implements GatewayAnswer {}
}
