package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads {@code metrics}. */
final class MetricsReader {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private MetricsReader() {}

  static MetricsConfig read(Section section) {
    Section cloudWatch = section.section("cloudWatch");
    boolean on = cloudWatch.choice("format", false, Map.of("off", false, "emf", true));
    String namespace = cloudWatch.text("namespace").orElse("TriggerBridge");
    // CloudWatch's rule for namespaces; AWS/ is its own.
    if (!namespace.matches("[A-Za-z0-9._/#:-]{1,255}") || namespace.startsWith("AWS/")) {
      cloudWatch.problem(
          "namespace",
          "is not a namespace of CloudWatch",
          "Use letters, digits and . _ - / # :, not beginning with AWS/");
    }
    Duration period = cloudWatch.duration("period", MINUTE, MetricsConfig.PERIOD);
    cloudWatch.rejectUnknownKeys();
    section.rejectUnknownKeys();
    return new MetricsConfig(
        on ? Optional.of(new MetricsConfig.CloudWatch(namespace, period)) : Optional.empty());
  }
}
