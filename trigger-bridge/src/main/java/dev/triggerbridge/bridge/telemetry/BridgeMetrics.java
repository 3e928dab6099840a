package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.stream.DoubleStream;

/**
 * Every metric of the bridge that is counted as things happen. Labels are mappings, streams and
 * subjects from the configuration and words from the code, never anything from a message or a
 * function's answer, so that their number stays bounded.
 */
final class BridgeMetrics {
  static final String ACCEPTED = "accepted";
  static final String REFUSED = "refused";

  private static final String MAPPING = "mapping";

  /** The largest batch that a mapping may have is 10,000 records. */
  private static final double[] BATCH_SIZES = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000
  };

  private static final double[] RATIOS = {0.1, 0.25, 0.5, 0.75, 0.9, 1};

  final Counter consumed;
  final Counter published;
  final Counter delayed;
  final Counter redeliveries;
  final Counter settled;
  final Counter retries;
  final Counter held;
  final Counter deadLetters;
  final Counter invocations;
  final Counter invokedRecords;
  final Counter failedRecords;
  final Counter functionErrors;
  final Counter wrongAnswers;
  final Counter throttles;
  final Counter publishFailures;
  final Counter settleFailures;
  final Counter resubscriptions;
  final Counter heartbeatFailures;
  final Counter alarms;
  final Counter formatMismatches;
  final Counter reloads;
  final Gauge invocationsInFlight;
  final Histogram invocationSeconds;
  final Histogram batchRecords;
  final Histogram batchFill;
  final Histogram ackSeconds;
  final Histogram recordAgeSeconds;

  BridgeMetrics(Meters meters) {
    consumed =
        meters.counter(
            "nats_messages_consumed", "Deliveries received, redeliveries too", MAPPING, "stream");
    published =
        meters.counter(
            "nats_messages_published",
            "Events of functions that their stream has stored, by one of the mapping's"
                + " outputSubjects, else `other` (onSuccess)",
            MAPPING,
            "subject");
    delayed =
        meters.counter(
            "bridge_delayed_events", "Of these, events stored to wait for deliverAt", MAPPING);
    redeliveries =
        meters.counter("bridge_redeliveries", "Deliveries after a message's first", MAPPING);
    settled =
        meters.counter(
            "bridge_records_settled",
            "Records by what became of them: `acked`, `dead_lettered`, `filtered`; each confirmed"
                + " by the server",
            MAPPING,
            "fate");
    retries =
        meters.counter(
            "bridge_record_retries",
            "Failed attempts that come back: `record` (the function said so), `function_error`,"
                + " `timeout`, `invalid_answer`",
            MAPPING,
            "class");
    held =
        meters.counter(
            "bridge_records_held",
            "Records that wait here and cost no attempt: `throttled`, `unavailable`,"
                + " `not_attempted`, `claim_check`, `answer_too_large`",
            MAPPING,
            "reason");
    deadLetters = meters.counter("bridge_dead_letters", "Dead letters, stored", MAPPING);
    invocations =
        meters.counter(
            "bridge_invocations",
            "Invocations: `answered`, `function_error`, `throttled`, `unavailable`, `too_large`",
            MAPPING,
            "result");
    invokedRecords =
        meters.counter(
            "bridge_invoked_records", "Records in invocations, each time they are in one", MAPPING);
    failedRecords =
        meters.counter(
            "bridge_failed_records",
            "Records in invocations that did not end well for them: no answer, an answer against"
                + " the contract, or one that says retry or reject",
            MAPPING);
    functionErrors =
        meters.counter(
            "bridge_function_errors",
            "Functions that threw, ran out of time or memory, or exited",
            MAPPING,
            "kind");
    wrongAnswers =
        meters.counter("bridge_wrong_answers", "Answers against the contract", MAPPING, "kind");
    throttles =
        meters.counter("bridge_throttles", "Invocations that Lambda refused for load", MAPPING);
    publishFailures =
        meters.counter(
            "bridge_publish_failures",
            "Events that no stream has stored and that are published again",
            MAPPING);
    settleFailures =
        meters.counter(
            "bridge_settle_failures", "Acks, naks and terms without a confirmation", MAPPING);
    resubscriptions =
        meters.counter(
            "bridge_resubscriptions",
            "Subscriptions made anew: `silence`, `no_waiting_pull`",
            MAPPING,
            "reason");
    heartbeatFailures =
        meters.counter(
            "bridge_heartbeat_failures",
            "Times that two heartbeats of the server were missing in a row",
            MAPPING);
    alarms =
        meters.counter(
            "bridge_alarms", "What a person must look at; the log has the words", MAPPING, "code");
    formatMismatches =
        meters.counter(
            "bridge_filter_format_mismatches",
            "Records filtered out whose payload's format was not the one that a pattern asks for",
            MAPPING);
    reloads =
        meters.counter(
            "bridge_configuration_reloads", "Changed files: `accepted`, `refused`", "result");
    // An alert on the increase of a counter misses the first event of a series that is not there.
    reloads.initLabelValues(ACCEPTED);
    reloads.initLabelValues(REFUSED);
    invocationsInFlight =
        meters.gauge("bridge_invocations_in_flight", "Invocations under way", MAPPING);
    invocationSeconds =
        meters.histogram(
            "bridge_invocation_seconds", "From request to answer", doubling(0.01, 10), MAPPING);
    batchRecords =
        meters.histogram("bridge_batch_records", "Records in an invocation", BATCH_SIZES, MAPPING);
    batchFill =
        meters.histogram(
            "bridge_batch_fill_ratio", "Of batchSize, from 0 to 1, an invocation", RATIOS, MAPPING);
    ackSeconds =
        meters.histogram(
            "bridge_ack_seconds", "From the ack to its confirmation", doubling(0.001, 10), MAPPING);
    recordAgeSeconds =
        meters.histogram(
            "bridge_record_age_seconds",
            "From the stream's timestamp to the confirmed ack",
            doubling(0.01, 16),
            MAPPING);
  }

  private static double[] doubling(double first, int count) {
    return DoubleStream.iterate(first, bound -> bound * 2).limit(count).toArray();
  }
}
