package dev.triggerbridge.bridge.flow;

import java.time.Duration;

/**
 * When a circuit breaker opens, and for how long.
 *
 * @param enabled a breaker that is not never opens
 * @param failureRateThreshold percentage of failed invocations at which it opens, 1 to 100
 * @param minimumInvocations in the window, below which no rate is a rate
 * @param window over which invocations are counted
 * @param openDuration before the first and between further probes
 * @param functionErrors whether errors of the function itself count as failures, too
 */
public record BreakerSettings(
    boolean enabled,
    int failureRateThreshold,
    int minimumInvocations,
    Duration window,
    Duration openDuration,
    boolean functionErrors) {
  /** Half of at least ten invocations in 30 s; probes every two seconds. */
  public static final BreakerSettings DEFAULT =
      new BreakerSettings(true, 50, 10, Duration.ofSeconds(30), Duration.ofSeconds(2), true);

  /** Never opens. */
  public static final BreakerSettings OFF =
      new BreakerSettings(false, 100, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), false);

  /** Checks the ranges. */
  public BreakerSettings {
    if (failureRateThreshold < 1
        || failureRateThreshold > 100
        || minimumInvocations < 1
        || !window.isPositive()
        || !openDuration.isPositive()) {
      throw new IllegalArgumentException(
          "impossible: %d %%, %d, %s, %s"
              .formatted(failureRateThreshold, minimumInvocations, window, openDuration));
    }
  }
}
