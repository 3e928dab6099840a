package dev.triggerbridge.local.system.report;

import java.util.Arrays;

/** Nearest-rank percentiles: always a value that was measured. */
final class Percentiles {
  private Percentiles() {}

  /** The given percentile (1 to 100), 0 for no values. Sorts the array. */
  static long of(long[] values, int percentile) {
    if (values.length == 0) {
      return 0;
    }
    Arrays.sort(values);
    int rank = (int) Math.ceil(percentile / 100.0 * values.length);
    return values[Math.max(0, rank - 1)];
  }
}
