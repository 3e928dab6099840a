package dev.triggerbridge.bridge.config;

/** A value that does not have the form it should have: what is wrong, and what to write instead. */
public final class UnreadableValueException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final String remedy;

  UnreadableValueException(String reason, String remedy) {
    super(reason + ". " + remedy);
    this.reason = reason;
    this.remedy = remedy;
  }

  String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }
}
