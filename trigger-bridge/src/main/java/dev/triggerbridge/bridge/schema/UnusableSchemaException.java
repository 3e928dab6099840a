package dev.triggerbridge.bridge.schema;

/** A schema from the configuration cannot be used. The message is for people. */
public final class UnusableSchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UnusableSchemaException(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  /** What is wrong, to follow the name of the property. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
