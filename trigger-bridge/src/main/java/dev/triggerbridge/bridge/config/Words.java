package dev.triggerbridge.bridge.config;

import java.util.regex.Pattern;

/** Names that become names in NATS, in metrics and in ids. */
final class Words {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  private Words() {}

  /** Reports a name that cannot be used; an empty one has been reported as missing. */
  static void checkName(Section section, String key, String name) {
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      section.problem(
          key,
          "is not a name of 1 to 64 letters, digits, hyphens and underscores",
          "Write '" + repaired(name) + "'",
          Section.NOT_QUOTED);
    }
  }

  private static String repaired(String name) {
    String kept = name.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[-_]+|[-_]+$", "");
    return kept.isEmpty() ? "orders" : kept.substring(0, Math.min(64, kept.length()));
  }
}
