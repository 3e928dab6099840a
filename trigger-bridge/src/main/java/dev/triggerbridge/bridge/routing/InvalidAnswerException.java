package dev.triggerbridge.bridge.routing;

/** Carries a wrong answer from the parsers to the interpreter. */
final class InvalidAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Interpretation.Kind kind;

  InvalidAnswerException(Interpretation.Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Interpretation.Kind kind() {
    return kind;
  }
}
