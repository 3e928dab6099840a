package dev.triggerbridge.bridge.telemetry;

import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.Invocation;
import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The metrics and logs of one process. Thread-safe. */
public final class Telemetry {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final BridgeMetrics metrics = new BridgeMetrics(registry);

  /** Registers every metric, those of the JVM included. */
  public Telemetry() {
    JvmMetrics.builder().register(registry);
  }

  /** Counts and logs what happens in one mapping. */
  public DispatchObserver observer(String mapping, String stream, String function) {
    return new MappingObserver(
        new MappingMetrics(metrics, mapping, stream), new RecordLog(mapping, function));
  }

  /** The same client, whose invocations under way are counted. */
  public FunctionClient counted(String mapping, FunctionClient function) {
    GaugeDataPoint underWay = metrics.invocationsInFlight.labelValues(mapping);
    return payload -> {
      underWay.inc();
      try {
        Invocation invocation = function.invoke(payload);
        return invocation;
      } finally {
        underWay.dec();
      }
    };
  }

  /**
   * Shows these figures at every scrape.
   *
   * @param standings never blocks
   */
  public void show(Supplier<Collection<Standing>> standings) {
    consumerGauge(
        standings, "nats_consumer_pending_messages", "Not delivered yet", RunnerStatus::pending);
    consumerGauge(
        standings,
        "nats_consumer_ack_pending_messages",
        "Delivered and not settled, as the server counts",
        RunnerStatus::ackPending);
    gauge(
        standings,
        "bridge_records_in_flight",
        "Received here and not settled",
        RunnerStatus::inFlight);
    gauge(
        standings,
        "bridge_messages_unaccounted",
        "Left the stream undelivered since the start, or delivered here and without a fate now",
        RunnerStatus::unaccounted);
    gauge(
        standings,
        "bridge_mapping_ready",
        "1 if the mapping makes progress or has nothing to do",
        status -> status.ready() ? 1 : 0);
    gauge(
        standings,
        "bridge_concurrency_limit",
        "Invocations that may be under way now",
        status -> status.flow().limit());
    gauge(
        standings,
        "bridge_circuit_breaker_state",
        "0 closed, 1 half-open, 2 open",
        status -> status.flow().breaker().ordinal());
  }

  /** What a mapping has done since this process began, under names for people. */
  public Map<String, Long> totals(String mapping, String stream) {
    MappingMetrics of = new MappingMetrics(metrics, mapping, stream);
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("settled", of.settled("acked").getLongValue());
    totals.put("failures", of.retries.getLongValue());
    totals.put("deadLetters", of.deadLetters.getLongValue());
    totals.put("invocations", of.invocationSeconds.getCount());
    totals.put("invocationMillis", Math.round(of.invocationSeconds.getSum() * 1000));
    return totals;
  }

  /** Counts an attempt to change the configuration at run time. */
  public void reloaded(boolean accepted) {
    metrics.reloads.labelValues(accepted ? "accepted" : "refused").inc();
  }

  /** The page that a scraper reads. */
  public PrometheusPage page() {
    return new PrometheusPage(registry);
  }

  private void gauge(
      Supplier<Collection<Standing>> standings,
      String name,
      String help,
      ToLongFunction<RunnerStatus> figure) {
    gauge(
        standings,
        name,
        help,
        figure,
        List.of("mapping", "stream"),
        standing -> List.of(standing.status().name(), standing.stream()));
  }

  /** What the server says of a consumer is the same at every replica: its name tells them apart. */
  private void consumerGauge(
      Supplier<Collection<Standing>> standings,
      String name,
      String help,
      ToLongFunction<RunnerStatus> figure) {
    gauge(
        standings,
        name,
        help,
        figure,
        List.of("mapping", "stream", "consumer"),
        standing -> List.of(standing.status().name(), standing.stream(), standing.consumer()));
  }

  private void gauge(
      Supplier<Collection<Standing>> standings,
      String name,
      String help,
      ToLongFunction<RunnerStatus> figure,
      List<String> labels,
      Function<Standing, List<String>> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(
            callback -> {
              for (Standing standing : standings.get()) {
                long value = figure.applyAsLong(standing.status());
                // A figure that is not known is left out: a made-up zero would hide a backlog.
                if (value >= 0) {
                  callback.call(value, values.apply(standing).toArray(String[]::new));
                }
              }
            })
        .register(registry);
  }

  /**
   * How a mapping stands, with what it reads.
   *
   * @param stream of the mapping
   * @param consumer of the mapping
   * @param status as its runner says
   */
  public record Standing(String stream, String consumer, RunnerStatus status) {}
}
