package dev.triggerbridge.events;

/**
 * An event that no retry can make readable. The message names field, value and remedy and never
 * holds the payload.
 */
public final class InvalidEventException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 80;

  private final String code;
  private final String field;

  /**
   * @param code machine-readable, for example {@code INVALID_PAYLOAD}
   * @param field path of the field, for example {@code items[0].quantity}
   * @param value what was found; cut to 80 characters
   * @param remedy what the producer should do
   */
  public InvalidEventException(String code, String field, String value, String remedy) {
    super(field + " is " + shown(value) + ": " + remedy);
    this.code = code;
    this.field = field;
  }

  /** The machine-readable code. */
  public String code() {
    return code;
  }

  /** The path of the field. */
  public String field() {
    return field;
  }

  private static String shown(String value) {
    if (value.isEmpty()) {
      return "missing";
    }
    String printable = value.replaceAll("[^\\x20-\\x7E]", "?");
    return "'"
        + (printable.length() > LONGEST_VALUE
            ? printable.substring(0, LONGEST_VALUE) + "…"
            : printable)
        + "'";
  }
}
