package dev.triggerbridge.bridge.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
final class Names {
  private Names() {}

  /** The closest of the known names, or empty if none is close enough to be a slip. */
  static Optional<String> nearest(String written, Collection<String> known) {
    String wanted = fold(written);
    int slips = Math.max(2, wanted.length() / 3);
    return known.stream()
        .filter(name -> distance(wanted, fold(name)) <= slips || contains(wanted, fold(name)))
        .min(Comparator.comparingInt(name -> distance(wanted, fold(name))));
  }

  private static boolean contains(String wanted, String name) {
    return wanted.length() >= 5 && (name.startsWith(wanted) || wanted.startsWith(name));
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Levenshtein: the number of insertions, deletions and replacements. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
