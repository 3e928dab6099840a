package dev.triggerbridge.bridge.config;

import java.time.Duration;

/**
 * When a mapping stops invoking a function that does not work. AWS's mappings have no such thing.
 *
 * @param enabled whether it ever does
 * @param failureRateThreshold percentage of failed invocations at which it does
 * @param minimumInvocations in the window, below which it does not
 * @param window over which invocations are counted
 * @param openDuration between probes
 * @param functionErrors whether errors of the function count, too
 */
public record CircuitBreakerConfig(
    boolean enabled,
    int failureRateThreshold,
    int minimumInvocations,
    Duration window,
    Duration openDuration,
    boolean functionErrors) {
  static final Range<Integer> FAILURE_RATE = new Range<>(1, 100, String::valueOf);
  static final Range<Integer> MINIMUM_INVOCATIONS = new Range<>(1, 1000, String::valueOf);
  static final Range<Duration> WINDOW =
      Durations.range(Duration.ofSeconds(1), Duration.ofMinutes(10));
  static final Range<Duration> OPEN_DURATION =
      Durations.range(Duration.ofMillis(100), Duration.ofMinutes(5));
  static final CircuitBreakerConfig DEFAULT =
      new CircuitBreakerConfig(true, 50, 10, Duration.ofSeconds(30), Duration.ofSeconds(2), true);

  /** Checks every range. */
  public CircuitBreakerConfig {
    FAILURE_RATE.check("circuitBreaker.failureRateThreshold", failureRateThreshold);
    MINIMUM_INVOCATIONS.check("circuitBreaker.minimumInvocations", minimumInvocations);
    WINDOW.check("circuitBreaker.window", window);
    OPEN_DURATION.check("circuitBreaker.openDuration", openDuration);
  }
}
