package dev.triggerbridge.bridge.nats;

/** A mapping must not go on until a person has decided; the message says what and how. */
public final class MappingStoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what happened and the remedy. */
  public MappingStoppedException(String message) {
    super(message);
  }
}
