package dev.triggerbridge.bridge.flow;

import java.util.Arrays;

/**
 * Notices when a function becomes slower than it uses to be. Compares medians, so that a few cold
 * starts are no rise, with a baseline that follows slowly, so that a function that has become
 * slower for good is accepted. One thread.
 */
final class LatencyWatch {
  private static final int SAMPLES = 20;
  private static final double RISE = 2.0;

  /** Below that a rise is noise of the network and of this machine. */
  private static final long LEAST_RISE_NANOS = 50_000_000;

  private static final double FOLLOWS = 0.1;

  private final long[] samples = new long[SAMPLES];
  private int taken;
  private double baseline = -1;

  /** Whether the latency has risen, as the last of a round of samples shows. */
  boolean hasRisen(long latencyNanos) {
    samples[taken++] = latencyNanos;
    if (taken < SAMPLES) {
      return false;
    }
    taken = 0;
    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    long median = sorted[SAMPLES / 2];
    if (baseline < 0) {
      baseline = median;
    }
    boolean risen = median > RISE * baseline && median - baseline > LEAST_RISE_NANOS;
    // Faster is the better measure of the function without load: follow that at once.
    baseline = median < baseline ? median : baseline + FOLLOWS * (median - baseline);
    return risen;
  }
}
