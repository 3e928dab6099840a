package dev.triggerbridge.bridge.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** Rules of NATS subjects: tokens between dots, {@code *} for one token, {@code >} for the rest. */
public final class Subjects {
  private static final Pattern TOKEN = Pattern.compile("[^\\s.*>\\p{Cntrl}]+");
  private static final String[] RESERVED = {"$", "_INBOX", "Nats-"};

  private Subjects() {}

  /** Why this is no subject filter, or empty if it is one. */
  static Optional<String> filterFault(String subject) {
    String[] tokens = subject.split("\\.", -1);
    for (int i = 0; i < tokens.length; i++) {
      boolean rest = tokens[i].equals(">") && i == tokens.length - 1;
      if (!rest && !tokens[i].equals("*") && !TOKEN.matcher(tokens[i]).matches()) {
        return Optional.of(
            "is not a subject: token " + (i + 1) + (tokens[i].isEmpty() ? " is empty" : " is odd"));
      }
    }
    return Optional.empty();
  }

  /** Why no message can be published on it by a mapping, or empty if it can. */
  static Optional<String> publishFault(String subject) {
    for (String prefix : RESERVED) {
      if (subject.startsWith(prefix)) {
        return Optional.of("starts with " + prefix + ", which NATS keeps for itself");
      }
    }
    if (subject.contains("*") || subject.contains(">")) {
      return Optional.of("has a wildcard, and messages are published on one exact subject");
    }
    return filterFault(subject);
  }

  /** Whether every subject that matches the narrow filter matches the wide one, too. */
  public static boolean covers(String wide, String narrow) {
    String[] a = wide.split("\\.", -1);
    String[] b = narrow.split("\\.", -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i].equals(">")) {
        return true;
      }
      if (b[i].equals(">") || (!a[i].equals("*") && !a[i].equals(b[i]))) {
        return false;
      }
    }
    return a.length == b.length;
  }

  /** Whether some subject matches both filters. */
  public static boolean overlap(String one, String other) {
    String[] a = one.split("\\.", -1);
    String[] b = other.split("\\.", -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i].equals(">") || b[i].equals(">")) {
        return true;
      }
      if (!a[i].equals(b[i]) && !a[i].equals("*") && !b[i].equals("*")) {
        return false;
      }
    }
    return a.length == b.length;
  }
}
