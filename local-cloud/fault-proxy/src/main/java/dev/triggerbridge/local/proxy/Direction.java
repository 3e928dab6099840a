package dev.triggerbridge.local.proxy;

/** Which way bytes go through a proxy. */
public enum Direction {
  /** From the client to the server. */
  TO_SERVER,
  /** From the server to the client. */
  TO_CLIENT,
  /** Both ways. */
  BOTH;

  boolean includes(Direction one) {
    return this == BOTH || this == one;
  }
}
