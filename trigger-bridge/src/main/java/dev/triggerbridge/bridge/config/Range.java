package dev.triggerbridge.bridge.config;

import java.util.function.Function;

/**
 * The values that a property may have, both ends included.
 *
 * @param least the smallest allowed value
 * @param most the largest allowed value
 * @param print how a value is written in the configuration
 */
record Range<T extends Comparable<T>>(T least, T most, Function<T, String> print) {
  boolean contains(T value) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  /** For a record's constructor: the value itself, or an exception that names the property. */
  T check(String property, T value) {
    if (!contains(value)) {
      throw new IllegalArgumentException(
          property
              + " = "
              + print.apply(value)
              + " must be "
              + this
              + ": use a value in that range");
    }
    return value;
  }

  /** Such as {@code from 1 to 10000}. */
  @Override
  public String toString() {
    return "from " + print.apply(least) + " to " + print.apply(most);
  }
}
