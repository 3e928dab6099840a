package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The metrics of one mapping; those without further labels are looked up once. */
final class MappingMetrics {
  private static final List<String> FATES = List.of("acked", "dead_lettered", "filtered");
  private static final List<String> HELD = List.of("throttled", "unavailable", "not_attempted");
  private static final List<String> RESULTS =
      List.of("answered", "function_error", "throttled", "unavailable", "too_large");
  private static final List<String> RESUBSCRIPTIONS = List.of("silence", "no_waiting_pull");

  /** An alert on the increase of a counter misses the first event of a series that is not there. */
  private static final List<String> ALARMS =
      List.of(
          "ANSWER_TOO_LARGE",
          "ATTEMPTS_NOT_READ",
          "ATTEMPTS_NOT_STORED",
          "BREAKER_OPEN",
          "BUG",
          "CLAIM_CHECK_NOT_STORED",
          "DEAD_LETTER_NOT_STORED",
          "EXTENSION_FAILED",
          "ISOLATED",
          "KEY_HALTED",
          "NO_PROGRESS",
          "OUTPUT_NOT_STORED",
          "RETRY_RESERVE_FULL",
          "UNACCOUNTED");

  final CounterDataPoint consumed;
  final CounterDataPoint delayed;
  final CounterDataPoint redeliveries;
  final CounterDataPoint deadLetters;
  final CounterDataPoint throttles;
  final CounterDataPoint publishFailures;
  final CounterDataPoint settleFailures;
  final CounterDataPoint formatMismatches;
  final CounterDataPoint invokedRecords;
  final CounterDataPoint failedRecords;
  final CounterDataPoint heartbeatFailures;
  final DistributionDataPoint batchRecords;
  final DistributionDataPoint batchFill;
  final DistributionDataPoint invocationSeconds;
  final DistributionDataPoint ackSeconds;
  final DistributionDataPoint recordAgeSeconds;

  private final BridgeMetrics all;
  private final String mapping;
  private final Map<String, CounterDataPoint> published = new HashMap<>();
  private final CounterDataPoint publishedElsewhere;

  /** Every series exists from the start, so that a rate over its first event is right. */
  MappingMetrics(BridgeMetrics all, String mapping, String stream, List<String> outputSubjects) {
    this.all = all;
    this.mapping = mapping;
    consumed = all.consumed.labelValues(mapping, stream);
    for (String subject : outputSubjects) {
      published.put(subject, all.published.labelValues(mapping, subject));
    }
    publishedElsewhere = all.published.labelValues(mapping, "other");
    delayed = all.delayed.labelValues(mapping);
    redeliveries = all.redeliveries.labelValues(mapping);
    deadLetters = all.deadLetters.labelValues(mapping);
    throttles = all.throttles.labelValues(mapping);
    publishFailures = all.publishFailures.labelValues(mapping);
    settleFailures = all.settleFailures.labelValues(mapping);
    formatMismatches = all.formatMismatches.labelValues(mapping);
    invokedRecords = all.invokedRecords.labelValues(mapping);
    failedRecords = all.failedRecords.labelValues(mapping);
    heartbeatFailures = all.heartbeatFailures.labelValues(mapping);
    batchRecords = all.batchRecords.labelValues(mapping);
    batchFill = all.batchFill.labelValues(mapping);
    FATES.forEach(this::settled);
    FailureClass.WORDS.forEach(this::retries);
    HELD.forEach(this::held);
    RESULTS.forEach(this::invocations);
    RESUBSCRIPTIONS.forEach(this::resubscriptions);
    ALARMS.forEach(this::alarms);
    invocationSeconds = all.invocationSeconds.labelValues(mapping);
    ackSeconds = all.ackSeconds.labelValues(mapping);
    recordAgeSeconds = all.recordAgeSeconds.labelValues(mapping);
  }

  /** The subject is counted if it is configured, so that there cannot be ever more of them. */
  CounterDataPoint published(String subject) {
    return published.getOrDefault(subject, publishedElsewhere);
  }

  CounterDataPoint retries(String failureClass) {
    return all.retries.labelValues(mapping, failureClass);
  }

  long retriesOfAllClasses() {
    return FailureClass.WORDS.stream().mapToLong(word -> retries(word).getLongValue()).sum();
  }

  CounterDataPoint resubscriptions(String reason) {
    return all.resubscriptions.labelValues(mapping, reason);
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
