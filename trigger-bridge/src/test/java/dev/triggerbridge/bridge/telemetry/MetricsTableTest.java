package dev.triggerbridge.bridge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.rules.GeneratedSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That docs/metrics.md names every metric; its tables are made here. */
class MetricsTableTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  @Test
  void every_metric_of_prometheus_is_in_the_table() throws IOException {
    Telemetry telemetry = new Telemetry();
    telemetry.show(List::of);
    telemetry.showBacklogs(() -> Backlogs.UNKNOWN);
    List<MetricDefinition> metrics = telemetry.definitions();

    assertThat(metrics).extracting(MetricDefinition::name).doesNotHaveDuplicates();
    new GeneratedSection(PAGE, "bridge")
        .check(
            "| metric | kind | labels | counts |\n|---|---|---|---|\n"
                + metrics.stream()
                    .map(
                        metric ->
                            "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                    metric.name(),
                                    metric.kind().name().toLowerCase(Locale.ROOT),
                                    String.join(", ", metric.labels()),
                                    metric.help()))
                    .collect(Collectors.joining()));
  }

  @Test
  void every_metric_of_cloudwatch_is_in_the_table() throws IOException {
    List<CloudWatchMetric> metrics = CloudWatchLines.definitions();

    assertThat(metrics).extracting(CloudWatchMetric::name).doesNotHaveDuplicates();
    new GeneratedSection(PAGE, "cloudwatch")
        .check(
            "| metric | unit | statistic | in Prometheus | counts |\n|---|---|---|---|---|\n"
                + metrics.stream()
                    .map(
                        metric ->
                            "| `%s` | %s | %s | `%s` | %s |\n"
                                .formatted(
                                    metric.name(),
                                    metric.unit(),
                                    metric.statistic(),
                                    metric.prometheus(),
                                    metric.help()))
                    .collect(Collectors.joining()));
  }
}
