package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Makes metrics, and remembers what it has made: that is the documentation's table. */
final class Meters {
  private final PrometheusRegistry registry;
  private final List<MetricDefinition> definitions = new CopyOnWriteArrayList<>();

  Meters(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** In the order in which they were made. */
  List<MetricDefinition> definitions() {
    return List.copyOf(definitions);
  }

  /** The name without {@code _total}. */
  Counter counter(String name, String help, String... labels) {
    define(name + "_total", MetricDefinition.Kind.COUNTER, help, labels);
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  Gauge gauge(String name, String help, String... labels) {
    define(name, MetricDefinition.Kind.GAUGE, help, labels);
    return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  /** Asked at every scrape; must not block. */
  void gauge(
      String name, String help, Consumer<GaugeWithCallback.Callback> values, String... labels) {
    define(name, MetricDefinition.Kind.GAUGE, help, labels);
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(values)
        .register(registry);
  }

  /** With these classic buckets. */
  Histogram histogram(String name, String help, double[] bounds, String... labels) {
    define(name, MetricDefinition.Kind.HISTOGRAM, help, labels);
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .classicUpperBounds(bounds)
        .register(registry);
  }

  private void define(String name, MetricDefinition.Kind kind, String help, String... labels) {
    definitions.add(new MetricDefinition(name, kind, List.of(labels), help));
  }
}
