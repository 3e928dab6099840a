package dev.triggerbridge.observability;

import java.util.Locale;
import java.util.Optional;

/**
 * What a person is told about, by Prometheus, by CloudWatch, or by both.
 *
 * @param name in camel case, of alert, alarm and section of the runbook
 * @param severity {@code critical}: look now; {@code warning}: look today
 * @param summary one line
 * @param prometheus empty where Prometheus tells nothing
 * @param cloudWatch empty where CloudWatch tells nothing
 */
public record Signal(
    String name,
    String severity,
    String summary,
    Optional<PrometheusAlert> prometheus,
    Optional<CloudWatchAlarm> cloudWatch) {
  /** Somebody must tell it. */
  public Signal {
    if (prometheus.isEmpty() && cloudWatch.isEmpty()) {
      throw new IllegalArgumentException(
          "signal %s: expr and cloudwatch are both none; give one of them".formatted(name));
    }
  }

  /** Where a person reads what to do, from the root of the repository. */
  public String runbook() {
    return "docs/runbook.md#" + name.toLowerCase(Locale.ROOT);
  }
}
