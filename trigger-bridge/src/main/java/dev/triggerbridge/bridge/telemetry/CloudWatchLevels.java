package dev.triggerbridge.bridge.telemetry;

import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** What CloudWatch is told as a level at the end of a period; what is not known is left out. */
final class CloudWatchLevels {
  static final List<Level> ALL_LEVELS =
      List.of(
          of(
              "PendingMessages",
              "nats_consumer_pending_messages",
              "Messages that the consumer has not delivered yet. The same on every replica",
              RunnerStatus::pending),
          of(
              "AckPendingMessages",
              "nats_consumer_ack_pending_messages",
              "Delivered to any replica and not settled. The same on every replica",
              RunnerStatus::ackPending),
          of(
              "RecordsInFlight",
              "bridge_records_in_flight",
              "Received by one replica and not settled",
              RunnerStatus::inFlight),
          of(
              "ConcurrencyLimit",
              "bridge_concurrency_limit",
              "Invocations that one replica may have under way now",
              status -> status.flow().limit()),
          of(
              "CircuitBreakerState",
              "bridge_circuit_breaker_state",
              "0 closed, 1 half-open, 2 open",
              status -> status.flow().breaker().ordinal()),
          of(
              "UnaccountedMessages",
              "bridge_messages_unaccounted",
              "Messages without a fate; stays 0",
              RunnerStatus::unaccounted),
          new Level(
              new CloudWatchMetric(
                  "MappingReady",
                  "None",
                  "Minimum",
                  "bridge_mapping_ready",
                  "1 if the mapping makes progress or has nothing to do, else 0"),
              (standing, backlogs) -> OptionalDouble.of(standing.status().ready() ? 1 : 0)),
          new Level(
              new CloudWatchMetric(
                  "OldestUnprocessedAge",
                  "Seconds",
                  "Maximum",
                  "bridge_oldest_unprocessed_seconds",
                  "Age of the oldest message that is not settled; 0 if there is none"),
              (standing, backlogs) -> {
                Double age = backlogs.oldestSeconds().get(standing.status().name());
                return age == null ? OptionalDouble.empty() : OptionalDouble.of(age);
              }),
          new Level(
              new CloudWatchMetric(
                  "StreamFull",
                  "Percent",
                  "Maximum",
                  "100 * nats_stream_bytes / nats_stream_max_bytes",
                  "Of the stream's max_bytes"),
              (standing, backlogs) -> {
                Backlogs.Stream stream = backlogs.streams().get(standing.stream());
                return stream == null ? OptionalDouble.empty() : stream.percentFull();
              }));

  private CloudWatchLevels() {}

  private static Level of(
      String name, String prometheus, String help, ToDoubleFunction<RunnerStatus> figure) {
    return new Level(
        new CloudWatchMetric(name, "Count", "Maximum", prometheus, help),
        (standing, backlogs) -> {
          double value = figure.applyAsDouble(standing.status());
          return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
        });
  }

  /** A level of CloudWatch. */
  record Level(
      CloudWatchMetric definition,
      BiFunction<Telemetry.Standing, Backlogs, OptionalDouble> figure) {}
}
