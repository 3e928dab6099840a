package dev.triggerbridge.bridge.flow;

import java.time.Duration;
import java.util.Arrays;

/** Counts invocations and failures of the last while, in ten slices. One thread. */
final class FailureWindow {
  private static final int SLICES = 10;

  private final long sliceNanos;
  private final int[] all = new int[SLICES];
  private final int[] failed = new int[SLICES];
  private long slice = Long.MIN_VALUE;

  FailureWindow(Duration window) {
    this.sliceNanos = Math.max(1, window.toNanos() / SLICES);
  }

  void add(boolean failure, long nowNanos) {
    advance(nowNanos);
    int index = index(slice);
    all[index]++;
    failed[index] += failure ? 1 : 0;
  }

  int invocations() {
    return Arrays.stream(all).sum();
  }

  /** Whether at least this share of the invocations failed. */
  boolean hasRate(int percent) {
    return 100L * Arrays.stream(failed).sum() >= (long) percent * invocations();
  }

  void clear() {
    Arrays.fill(all, 0);
    Arrays.fill(failed, 0);
  }

  private void advance(long nowNanos) {
    long now = Math.floorDiv(nowNanos, sliceNanos);
    if (slice == Long.MIN_VALUE || now - slice >= SLICES) {
      clear();
    } else {
      for (long passed = slice + 1; passed <= now; passed++) {
        all[index(passed)] = 0;
        failed[index(passed)] = 0;
      }
    }
    slice = Math.max(slice, now);
  }

  private static int index(long slice) {
    return (int) Math.floorMod(slice, (long) SLICES);
  }
}
