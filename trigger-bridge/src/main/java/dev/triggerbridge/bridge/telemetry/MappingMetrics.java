package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/** The metrics of one mapping; those without further labels are looked up once. */
final class MappingMetrics {
  final CounterDataPoint consumed;
  final CounterDataPoint published;
  final CounterDataPoint redeliveries;
  final CounterDataPoint retries;
  final CounterDataPoint deadLetters;
  final CounterDataPoint throttles;
  final CounterDataPoint publishFailures;
  final CounterDataPoint settleFailures;
  final CounterDataPoint formatMismatches;
  final DistributionDataPoint invocationSeconds;
  final DistributionDataPoint ackSeconds;
  final DistributionDataPoint recordAgeSeconds;

  private final BridgeMetrics all;
  private final String mapping;

  /** Every series exists from the start, so that a rate over its first event is right. */
  MappingMetrics(BridgeMetrics all, String mapping, String stream) {
    this.all = all;
    this.mapping = mapping;
    consumed = all.consumed.labelValues(mapping, stream);
    published = all.published.labelValues(mapping);
    redeliveries = all.redeliveries.labelValues(mapping);
    retries = all.retries.labelValues(mapping);
    deadLetters = all.deadLetters.labelValues(mapping);
    throttles = all.throttles.labelValues(mapping);
    publishFailures = all.publishFailures.labelValues(mapping);
    settleFailures = all.settleFailures.labelValues(mapping);
    formatMismatches = all.formatMismatches.labelValues(mapping);
    invocationSeconds = all.invocationSeconds.labelValues(mapping);
    ackSeconds = all.ackSeconds.labelValues(mapping);
    recordAgeSeconds = all.recordAgeSeconds.labelValues(mapping);
  }

  CounterDataPoint settled(String fate) {
    return all.settled.labelValues(mapping, fate);
  }

  CounterDataPoint held(String reason) {
    return all.held.labelValues(mapping, reason);
  }

  CounterDataPoint invocations(String result) {
    return all.invocations.labelValues(mapping, result);
  }

  CounterDataPoint functionErrors(String kind) {
    return all.functionErrors.labelValues(mapping, kind);
  }

  CounterDataPoint wrongAnswers(String kind) {
    return all.wrongAnswers.labelValues(mapping, kind);
  }

  CounterDataPoint alarms(String code) {
    return all.alarms.labelValues(mapping, code);
  }
}
