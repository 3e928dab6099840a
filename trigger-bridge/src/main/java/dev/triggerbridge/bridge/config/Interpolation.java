package dev.triggerbridge.bridge.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code> in a value. A default serves a
 * variable that is not set or empty. <code>$${</code> stands for a literal <code>${</code>.
 */
final class Interpolation {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{([^}:]*)(?::([^}]*))?(\\})?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** The environment; returns null for a variable that is not set. */
  interface Environment {
    @Nullable String get(String name);
  }

  private final Environment environment;

  Interpolation(Environment environment) {
    this.environment = environment;
  }

  /** Whether the text refers to the environment, so that its value may be somebody's secret. */
  static boolean refersToEnvironment(String text) {
    return text.contains("${");
  }

  /**
   * The text with every reference replaced.
   *
   * @throws UnreadableValueException if a variable without a default is not set, or a reference is
   *     malformed
   */
  String apply(String text) throws UnreadableValueException {
    Matcher references = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    int end = 0;
    while (references.find()) {
      result.append(text, end, references.start()).append(value(references));
      end = references.end();
    }
    return result.append(text, end, text.length()).toString();
  }

  private String value(Matcher reference) throws UnreadableValueException {
    String name = reference.group(1);
    if (name == null) {
      return "${";
    }
    if (reference.group(3) == null) {
      throw new UnreadableValueException(
          "has a ${ without its }", "Write ${NAME} or ${NAME:default}, or $${ for a literal ${");
    }
    if (!NAME.matcher(name).matches()) {
      throw new UnreadableValueException(
          "refers to '" + name + "', which is no name of an environment variable",
          "Write ${NAME} or ${NAME:default} with letters, digits and underscores");
    }
    String set = environment.get(name);
    String fallback = reference.group(2);
    if (set != null && (!set.isEmpty() || fallback == null)) {
      return set;
    }
    if (fallback != null) {
      return fallback;
    }
    throw new UnreadableValueException(
        "needs the environment variable " + name + ", which is not set",
        "Set " + name + ", or give a default as ${" + name + ":default}");
  }

  /** The environment of this process. */
  static Environment ofProcess() {
    return System::getenv;
  }
}
