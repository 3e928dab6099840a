package dev.triggerbridge.bridge.console.page;

/**
 * Why a request was not done.
 *
 * @param status HTTP's
 * @param field which part of the request is meant; empty for the request as a whole
 * @param value what it was, as far as it may be shown; empty if it may not
 * @param message what is wrong with it
 * @param remedy what to do
 */
public record Problem(int status, String field, String value, String message, String remedy) {
  /** A field that cannot be used. */
  public static Problem of(String field, String value, String message, String remedy) {
    return new Problem(400, field, value, message, remedy);
  }

  /** Something that does not exist. */
  public static Problem notFound(String field, String value, String message, String remedy) {
    return new Problem(404, field, value, message, remedy);
  }
}
