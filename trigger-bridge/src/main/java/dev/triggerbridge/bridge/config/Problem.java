package dev.triggerbridge.bridge.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration, written for the person who has to fix it.
 *
 * @param path where in the document, for example {@code mappings[2].batchSize}; empty for the
 *     document as a whole
 * @param line line in the file, counted from 1; 0 if it belongs to no line
 * @param value what was written there; null where nothing was written or where it may be secret
 * @param reason what is wrong with it
 * @param remedy what to write instead
 */
public record Problem(String path, int line, @Nullable String value, String reason, String remedy) {
  /** Everything in one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (line > 0) {
      text.append("line ").append(line).append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path);
      if (value != null) {
        text.append(" = ").append(quoted(value));
      }
      text.append(": ");
    }
    return text.append(reason).append(". ").append(remedy).append('.').toString();
  }

  private static String quoted(String value) {
    String bounded = value.length() > 120 ? value.substring(0, 117) + "..." : value;
    return '\'' + bounded.replaceAll("\\p{Cntrl}", " ") + '\'';
  }
}
