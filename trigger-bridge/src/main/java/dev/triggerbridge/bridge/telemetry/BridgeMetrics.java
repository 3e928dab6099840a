package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/**
 * Every metric of the bridge. Labels are mappings and streams from the configuration and words from
 * enums in the code, never anything from a message or a function's answer, so that their number
 * stays bounded.
 */
final class BridgeMetrics {
  private static final String[] MAPPING_AND_STREAM = {"mapping", "stream"};

  /** 10 ms, doubling, ten of them: 5.12 s is the last; Lambda's longest calls end in +Inf. */
  private static final int BUCKETS = 10;

  final Counter consumed;
  final Counter published;
  final Counter redeliveries;
  final Counter invocations;
  final Counter settled;
  final Counter retries;
  final Counter wrongAnswers;
  final Counter deadLetters;
  final Counter publishFailures;
  final Counter throttles;
  final Counter heartbeatFailures;
  final Counter lost;
  final Gauge pending;
  final Gauge ackPending;
  final Gauge invocationsInFlight;
  final Gauge recordsInFlight;
  final Gauge recordsHeld;
  final Gauge ready;
  final Histogram invocationSeconds;
  final Histogram ackSeconds;
  final Histogram recordAgeSeconds;

  private final PrometheusRegistry registry;

  BridgeMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    consumed = counter("nats_messages_consumed", "Deliveries received", MAPPING_AND_STREAM);
    published =
        counter("nats_messages_published", "Events of functions whose PubAck is in", "mapping");
    redeliveries =
        counter("bridge_redeliveries", "Deliveries that were not a message's first", "mapping");
    invocations = counter("bridge_invocations", "Invocations by result", "mapping", "result");
    settled =
        counter("bridge_records_settled", "Records by what became of them", "mapping", "fate");
    retries =
        counter("bridge_record_retries", "Records to be tried again, by class", "mapping", "class");
    wrongAnswers =
        counter("bridge_wrong_answers", "Answers that break the contract", "mapping", "kind");
    deadLetters =
        counter("bridge_dead_letters", "Dead letters whose PubAck is in", "mapping", "class");
    publishFailures =
        counter("bridge_publish_failures", "Publishes without a PubAck, tried again", "mapping");
    throttles = counter("bridge_throttles", "Invocations that Lambda throttled", "mapping");
    heartbeatFailures =
        counter("bridge_heartbeat_failures", "In-progress acks that were not sent", "mapping");
    lost = counter("bridge_lost_sequences", "Messages gone before they were settled", "mapping");
    pending =
        gauge("nats_consumer_pending_messages", "Messages not delivered yet", MAPPING_AND_STREAM);
    ackPending =
        gauge("nats_consumer_ack_pending_messages", "Delivered, not settled", MAPPING_AND_STREAM);
    invocationsInFlight = gauge("bridge_invocations_in_flight", "Invocations under way", "mapping");
    recordsInFlight =
        gauge("bridge_records_in_flight", "Records received and not settled", "mapping");
    recordsHeld =
        gauge("bridge_records_held", "Records waiting without costing an attempt", "mapping");
    ready = gauge("bridge_mapping_ready", "1 if the mapping makes progress", "mapping");
    invocationSeconds = histogram("bridge_invocation", "From request to answer", 0.01, BUCKETS);
    ackSeconds = histogram("bridge_ack", "From the ack to its confirmation", 0.001, BUCKETS);
    recordAgeSeconds =
        histogram("bridge_record_age", "From the stream's timestamp to settlement", 0.01, 16);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help, double first, int buckets) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .labelNames("mapping")
        .classicOnly()
        .classicExponentialUpperBounds(first, 2, buckets)
        .register(registry);
  }
}
