package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/**
 * Every metric of the bridge that is counted as things happen. Labels are mappings and streams from
 * the configuration and words from the code, never anything from a message or a function's answer,
 * so that their number stays bounded.
 */
final class BridgeMetrics {
  private static final String MAPPING = "mapping";

  /** 10 ms, doubling, ten of them; what takes longer than 5.12 s is in +Inf. */
  private static final int BUCKETS = 10;

  final Counter consumed;
  final Counter published;
  final Counter redeliveries;
  final Counter settled;
  final Counter retries;
  final Counter held;
  final Counter deadLetters;
  final Counter invocations;
  final Counter functionErrors;
  final Counter wrongAnswers;
  final Counter throttles;
  final Counter publishFailures;
  final Counter settleFailures;
  final Counter alarms;
  final Counter formatMismatches;
  final Counter reloads;
  final Gauge invocationsInFlight;
  final Histogram invocationSeconds;
  final Histogram ackSeconds;
  final Histogram recordAgeSeconds;

  private final PrometheusRegistry registry;

  BridgeMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    consumed = counter("nats_messages_consumed", "Deliveries received", MAPPING, "stream");
    published = counter("nats_messages_published", "Events of functions, stored", MAPPING);
    redeliveries = counter("bridge_redeliveries", "Deliveries after a message's first", MAPPING);
    settled = counter("bridge_records_settled", "Records by what became of them", MAPPING, "fate");
    retries = counter("bridge_record_retries", "Failed attempts that come back", MAPPING);
    held = counter("bridge_records_held", "Records that wait at no cost", MAPPING, "reason");
    deadLetters = counter("bridge_dead_letters", "Dead letters, stored", MAPPING);
    invocations = counter("bridge_invocations", "Invocations by result", MAPPING, "result");
    functionErrors = counter("bridge_function_errors", "Functions that threw", MAPPING, "kind");
    wrongAnswers = counter("bridge_wrong_answers", "Answers against the contract", MAPPING, "kind");
    throttles = counter("bridge_throttles", "Invocations that Lambda refused for load", MAPPING);
    publishFailures = counter("bridge_publish_failures", "Publishes to be repeated", MAPPING);
    settleFailures = counter("bridge_settle_failures", "Acks without a confirmation", MAPPING);
    alarms = counter("bridge_alarms", "What a person must look at", MAPPING, "code");
    formatMismatches =
        counter("bridge_filter_format_mismatches", "Dropped for their payload's format", MAPPING);
    reloads = counter("bridge_configuration_reloads", "Changed files by what became", "result");
    invocationsInFlight =
        Gauge.builder()
            .name("bridge_invocations_in_flight")
            .help("Invocations under way")
            .labelNames(MAPPING)
            .register(registry);
    invocationSeconds = histogram("bridge_invocation", "From request to answer", 0.01, BUCKETS);
    ackSeconds = histogram("bridge_ack", "From the ack to its confirmation", 0.001, BUCKETS);
    recordAgeSeconds =
        histogram("bridge_record_age", "From the stream's timestamp to the ack", 0.01, 16);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help, double first, int buckets) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .labelNames(MAPPING)
        .classicOnly()
        .classicExponentialUpperBounds(first, 2, buckets)
        .register(registry);
  }
}
