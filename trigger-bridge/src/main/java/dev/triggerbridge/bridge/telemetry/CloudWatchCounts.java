package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What CloudWatch is told as counts of a period, under AWS's names for event source mappings where
 * it has them (Lambda Developer Guide, "Types of metrics for Lambda functions", event source
 * mapping metrics).
 */
final class CloudWatchCounts {
  private static final Predicate<Labels> ALL = labels -> true;

  static final List<Count> ALL_COUNTS =
      List.of(
          count(
              "PolledEventCount",
              "nats_messages_consumed_total",
              "Messages received from the stream, redeliveries too",
              metrics -> metrics.consumed,
              ALL),
          count(
              "FilteredOutEventCount",
              "bridge_records_settled_total{fate=\"filtered\"}",
              "Records that filterCriteria dropped, acked and confirmed",
              metrics -> metrics.settled,
              label("fate", "filtered")),
          count(
              "InvokedEventCount",
              "bridge_invoked_records_total",
              "Records in invocations; a record that is invoked again counts again",
              metrics -> metrics.invokedRecords,
              ALL),
          count(
              "FailedInvokeEventCount",
              "bridge_failed_records_total",
              "Records in invocations that did not end well for them: refused, FunctionError, no"
                  + " answer, an answer against the contract, or one that says retry, reject or"
                  + " batchItemFailures",
              metrics -> metrics.failedRecords,
              ALL),
          count(
              "DroppedEventCount",
              "0",
              "Records given up without a dead letter. Always 0: without a destination, or while"
                  + " it cannot be reached, records are held and alarmed. AWS's mappings drop them",
              null,
              ALL),
          count(
              "OnFailureDestinationDeliveredEventCount",
              "bridge_dead_letters_total",
              "Records that the onFailure destination has stored",
              metrics -> metrics.deadLetters,
              ALL),
          count(
              "DeletedEventCount",
              "bridge_records_settled_total{fate=\"acked\"}",
              "Records processed and acked, confirmed by the server. AWS has it for SQS",
              metrics -> metrics.settled,
              label("fate", "acked")),
          count(
              "PollingErrorCount",
              "bridge_resubscriptions_total",
              "Times that messages stayed away and the subscription was made anew. AWS has it for"
                  + " Kafka",
              metrics -> metrics.resubscriptions,
              ALL),
          count(
              "InvokeErrorCount",
              "bridge_invocations_total{result!=\"answered\"}",
              "Invocations, not records, that failed. AWS has it for Kafka",
              metrics -> metrics.invocations,
              labels -> !"answered".equals(labels.get("result"))),
          count(
              "OnFailureDestinationDeliveryErrorCount",
              "bridge_alarms_total{code=\"DEAD_LETTER_NOT_STORED\"}",
              "Dead letters that could not be stored, each try; the record is held. AWS has it for"
                  + " Kafka",
              metrics -> metrics.alarms,
              label("code", "DEAD_LETTER_NOT_STORED")),
          count(
              "CommitErrorCount",
              "bridge_settle_failures_total",
              "Acks, naks and terms that the server did not confirm. AWS has it for Kafka",
              metrics -> metrics.settleFailures,
              ALL),
          count(
              "PublishedEventCount",
              "nats_messages_published_total",
              "Events of the function that their stream has stored",
              metrics -> metrics.published,
              ALL),
          count(
              "PublishErrorCount",
              "bridge_publish_failures_total",
              "Events that could not be stored, each try",
              metrics -> metrics.publishFailures,
              ALL),
          count(
              "ThrottleCount",
              "bridge_throttles_total",
              "Invocations that Lambda refused for load",
              metrics -> metrics.throttles,
              ALL),
          count(
              "RetriedEventCount",
              "bridge_record_retries_total",
              "Failed attempts that come back",
              metrics -> metrics.retries,
              ALL),
          count(
              "HaltedKeyCount",
              "bridge_alarms_total{code=\"KEY_HALTED\"}",
              "Keys halted by a dead letter",
              metrics -> metrics.alarms,
              label("code", "KEY_HALTED")),
          count(
              "AlarmCount",
              "bridge_alarms_total",
              "What a person must look at; the log has the words",
              metrics -> metrics.alarms,
              ALL));

  private CloudWatchCounts() {}

  private static Count count(
      String name,
      String prometheus,
      String help,
      @Nullable Function<BridgeMetrics, Counter> counter,
      Predicate<Labels> which) {
    return new Count(new CloudWatchMetric(name, "Count", "Sum", prometheus, help), counter, which);
  }

  private static Predicate<Labels> label(String name, String value) {
    return labels -> value.equals(labels.get(name));
  }

  /**
   * A count of CloudWatch.
   *
   * @param counter where it is counted; null if it never happens
   * @param which of its series
   */
  record Count(
      CloudWatchMetric definition,
      @Nullable Function<BridgeMetrics, Counter> counter,
      Predicate<Labels> which) {
    /** Since the process began. */
    double total(BridgeMetrics metrics, String mapping) {
      if (counter == null) {
        return 0;
      }
      return counter.apply(metrics).collect().getDataPoints().stream()
          .filter(point -> mapping.equals(point.getLabels().get("mapping")))
          .filter(point -> which.test(point.getLabels()))
          .mapToDouble(point -> point.getValue())
          .sum();
    }
  }
}
