package dev.triggerbridge.bridge.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as they are written in the configuration: a whole number and one unit, {@code 10GiB}. */
final class ByteSizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB|TiB)");
  private static final Pattern LOOSE = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]+)");
  private static final Map<String, Long> UNITS =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

  private ByteSizes() {}

  static Range<Long> range(long least, long most) {
    return new Range<>(least, most, ByteSizes::print);
  }

  /**
   * Reads one size in bytes.
   *
   * @throws UnreadableValueException saying what to write instead
   */
  static long parse(String text) throws UnreadableValueException {
    Matcher exact = FORM.matcher(text);
    if (exact.matches()) {
      try {
        return Math.multiplyExact(
            Long.parseLong(exact.group(1)), UNITS.getOrDefault(exact.group(2), 1L));
      } catch (ArithmeticException e) {
        throw new UnreadableValueException("is too large", "Use a smaller size");
      }
    }
    if (text.matches("\\d+")) {
      throw new UnreadableValueException(
          "has no unit", "Write " + text + "B for bytes, or a unit of KiB, MiB, GiB or TiB");
    }
    Matcher loose = LOOSE.matcher(text);
    if (loose.matches()) {
      String first = loose.group(2).substring(0, 1).toUpperCase(Locale.ROOT);
      if ("KMGT".contains(first)) {
        throw new UnreadableValueException(
            "has a unit that is not one of B, KiB, MiB, GiB, TiB (powers of 1024)",
            "Write " + loose.group(1) + first + "iB");
      }
    }
    throw new UnreadableValueException(
        "is not a size", "Write a whole number and a unit of B, KiB, MiB, GiB or TiB");
  }

  /** The shortest exact form, for example {@code 10GiB}. */
  static String print(long bytes) {
    for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
      long size = UNITS.getOrDefault(unit, 1L);
      if (bytes != 0 && bytes % size == 0) {
        return bytes / size + unit;
      }
    }
    return bytes + "B";
  }
}
