package dev.triggerbridge.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What all rounds together say.
 *
 * @param median the middle one, the upper of two
 * @param least of all
 * @param greatest of all
 */
record Spread(double median, double least, double greatest) {
  /** Of at least one value. */
  static Spread of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
  }

  /**
   * The cell of a table: the median, and in brackets the extremes.
   *
   * @param format of each number
   */
  String cell(String format) {
    return String.format(
        Locale.ROOT, format + " [" + format + " - " + format + "]", median, least, greatest);
  }
}
