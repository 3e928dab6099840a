package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.stack.CrashFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two points, in no order; the same one twice means that two processes die there.
 *
 * @param first the smaller name
 * @param second the larger name
 */
public record Pair(String first, String second) {
  private static final String SEPARATOR = " + ";

  /** Puts the names in order. */
  public Pair {
    if (first.compareTo(second) > 0) {
      String smaller = second;
      second = first;
      first = smaller;
    }
  }

  /** Every unordered pair of the points, each with itself included. */
  public static Set<Pair> all(List<String> points) {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (int i = 0; i < points.size(); i++) {
      for (int j = i; j < points.size(); j++) {
        pairs.add(new Pair(points.get(i), points.get(j)));
      }
    }
    return pairs;
  }

  /** The pairs of which both have hit, given the proofs of a round. */
  public static Set<Pair> among(Collection<String> hits) {
    List<String> all = new ArrayList<>(hits);
    Set<Pair> pairs = new LinkedHashSet<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        pairs.add(new Pair(CrashFiles.point(all.get(i)), CrashFiles.point(all.get(j))));
      }
    }
    return pairs;
  }

  /** Both points. */
  public List<String> points() {
    return List.of(first, second);
  }

  @Override
  public String toString() {
    return first + SEPARATOR + second;
  }

  static Pair parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    return new Pair(text.substring(0, separator), text.substring(separator + SEPARATOR.length()));
  }
}
