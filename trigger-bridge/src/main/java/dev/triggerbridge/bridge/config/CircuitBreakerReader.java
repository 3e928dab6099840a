package dev.triggerbridge.bridge.config;

/** Reads the {@code circuitBreaker} block of a mapping. */
final class CircuitBreakerReader {
  private CircuitBreakerReader() {}

  static CircuitBreakerConfig read(Section mapping) {
    Section section = mapping.section("circuitBreaker");
    CircuitBreakerConfig otherwise = CircuitBreakerConfig.DEFAULT;
    CircuitBreakerConfig read =
        new CircuitBreakerConfig(
            section.flag("enabled", otherwise.enabled()),
            section.integer(
                "failureRateThreshold",
                otherwise.failureRateThreshold(),
                CircuitBreakerConfig.FAILURE_RATE),
            section.integer(
                "minimumInvocations",
                otherwise.minimumInvocations(),
                CircuitBreakerConfig.MINIMUM_INVOCATIONS),
            section.duration("window", otherwise.window(), CircuitBreakerConfig.WINDOW),
            section.duration(
                "openDuration", otherwise.openDuration(), CircuitBreakerConfig.OPEN_DURATION),
            section.flag("functionErrors", otherwise.functionErrors()));
    section.rejectUnknownKeys();
    return read;
  }
}
