package dev.triggerbridge.local.gateway;

/** What happens on the wire. */
sealed interface Reply {
  /** The client gets this. */
  record Send(Answer answer) implements Reply {}

  /** The client's connection is closed without an answer. */
  record Drop() implements Reply {}

  static Reply send(Answer answer) {
    return new Send(answer);
  }
}
