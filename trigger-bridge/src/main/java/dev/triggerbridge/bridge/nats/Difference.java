package dev.triggerbridge.bridge.nats;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing in which the server is not as configured.
 *
 * @param subject what differs, such as {@code stream ORDERS} or {@code consumer ORDERS/payment}
 * @param action what becomes of it
 * @param setting the server's name of the setting; empty if the whole thing is missing
 * @param actual what the server has; empty if nothing
 * @param wanted what the configuration asks for
 * @param note why it matters, or the way out where the server cannot change it; may be empty
 */
public record Difference(
    String subject, Action action, String setting, String actual, String wanted, String note) {
  /** What becomes of a difference. */
  public enum Action {
    /** It is missing, and is created. */
    CREATE,
    /** The server changes it, without loss. */
    CHANGE,
    /** The server would change it, and delete messages by that: only where it was allowed. */
    DISCARD,
    /** The server cannot change it; a mapping goes on with what there is. */
    KEEP,
    /** Nothing here can change it, and a mapping does not run with it. */
    REFUSE
  }

  /** In one line, for logs. */
  public String sentence() {
    String place = setting.isEmpty() ? subject : subject + ": " + setting;
    String values = actual.isEmpty() ? "wanted " + wanted : actual + ", configured " + wanted;
    String what =
        switch (action) {
          case CREATE -> "is created: " + wanted;
          case CHANGE -> "is " + values;
          case DISCARD -> "is " + values + ", which deletes messages";
          case KEEP, REFUSE -> "is " + values + ", which cannot be changed";
        };
    return place + " " + what + (note.isEmpty() ? "" : ". " + note);
  }

  /** As people write it: {@code 36h}, {@code 1m30s}. */
  static String print(Duration duration) {
    return duration.isZero() ? "0s" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
