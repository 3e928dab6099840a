package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where metrics go besides {@code /metrics}.
 *
 * @param cloudWatch empty if nothing is written for CloudWatch
 */
public record MetricsConfig(Optional<CloudWatch> cloudWatch) {
  static final Range<Duration> PERIOD =
      Durations.range(Duration.ofSeconds(1), Duration.ofMinutes(15));

  /**
   * Lines in CloudWatch's embedded metric format on stdout.
   *
   * @param namespace of the metrics
   * @param period how often a line is written for each mapping
   */
  public record CloudWatch(String namespace, Duration period) {}
}
