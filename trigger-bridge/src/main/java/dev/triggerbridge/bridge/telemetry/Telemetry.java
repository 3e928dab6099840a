package dev.triggerbridge.bridge.telemetry;

import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.Invocation;
import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The metrics and logs of one process. Thread-safe. */
public final class Telemetry {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Meters meters = new Meters(registry);
  private final BridgeMetrics metrics = new BridgeMetrics(meters);
  private volatile Supplier<Collection<Standing>> standings = List::of;
  private volatile Supplier<Backlogs> backlogs = () -> Backlogs.UNKNOWN;

  /** Registers every metric, those of the JVM included. */
  public Telemetry() {
    JvmMetrics.builder().register(registry);
  }

  /** Counts and logs what happens in one mapping, which publishes to no known subject. */
  public DispatchObserver observer(String mapping, String stream, String function) {
    return observer(mapping, stream, function, 1, List.of());
  }

  /**
   * Counts and logs what happens in one mapping.
   *
   * @param batchSize at which a batch is full
   * @param outputSubjects that are counted one by one
   */
  public DispatchObserver observer(
      String mapping, String stream, String function, int batchSize, List<String> outputSubjects) {
    return new MappingObserver(
        new MappingMetrics(metrics, mapping, stream, outputSubjects),
        batchSize,
        new RecordLog(mapping, function));
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
   * Shows these figures at every scrape. Once.
   *
   * @param standings never blocks
   */
  public void show(Supplier<Collection<Standing>> standings) {
    this.standings = standings;
    new StandingGauges(meters, standings).register();
  }

  /**
   * Shows these, too. Once.
   *
   * @param backlogs never blocks
   */
  public void showBacklogs(Supplier<Backlogs> backlogs) {
    this.backlogs = backlogs;
    new BacklogGauges(meters, backlogs).register();
  }

  /**
   * The same figures as lines in CloudWatch's embedded metric format; nothing is written before it
   * is told to.
   *
   * @param line gets each line, without its end
   */
  public CloudWatchLines cloudWatch(String namespace, Clock clock, Consumer<String> line) {
    return new CloudWatchLines(
        metrics, () -> standings.get(), () -> backlogs.get(), namespace, clock, line);
  }

  /** Every metric of ours; those of the JVM are the library's. */
  public List<MetricDefinition> definitions() {
    return meters.definitions();
  }

  /** What a mapping has done since this process began, under names for people. */
  public Map<String, Long> totals(String mapping, String stream) {
    MappingMetrics of = new MappingMetrics(metrics, mapping, stream, List.of());
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("settled", of.settled("acked").getLongValue());
    totals.put("failures", of.retriesOfAllClasses());
    totals.put("deadLetters", of.deadLetters.getLongValue());
    totals.put("invocations", of.invocationSeconds.getCount());
    totals.put("invocationMillis", Math.round(of.invocationSeconds.getSum() * 1000));
    return totals;
  }

  /** Counts an attempt to change the configuration at run time. */
  public void reloaded(boolean accepted) {
    metrics.reloads.labelValues(accepted ? BridgeMetrics.ACCEPTED : BridgeMetrics.REFUSED).inc();
  }

  /** The page that a scraper reads. */
  public PrometheusPage page() {
    return new PrometheusPage(registry);
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
