package dev.triggerbridge.bridge.telemetry;

import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What runners say about themselves, asked at every scrape. */
final class StandingGauges {
  private final Meters meters;
  private final Supplier<Collection<Telemetry.Standing>> standings;

  StandingGauges(Meters meters, Supplier<Collection<Telemetry.Standing>> standings) {
    this.meters = meters;
    this.standings = standings;
  }

  void register() {
    consumerGauge(
        "nats_consumer_pending_messages",
        "Messages that the consumer has not delivered yet; the same on every replica: take the"
            + " maximum, never the sum",
        RunnerStatus::pending);
    consumerGauge(
        "nats_consumer_ack_pending_messages",
        "Delivered to any replica and not settled, as the server counts; take the maximum",
        RunnerStatus::ackPending);
    gauge(
        "bridge_records_in_flight",
        "Received by this replica, not settled",
        RunnerStatus::inFlight);
    gauge(
        "bridge_messages_unaccounted",
        "Messages without a fate; stays 0: they left the stream undelivered since the start (its"
            + " limits, a purge, a delete), or were delivered to this replica and nobody works on"
            + " them, at two looks in a row. The second kind ends when the server delivers again",
        RunnerStatus::unaccounted);
    gauge(
        "bridge_mapping_ready",
        "1 if the mapping makes progress or has nothing to do, else 0",
        status -> status.ready() ? 1 : 0);
    gauge(
        "bridge_concurrency_limit",
        "Invocations that may be under way now, of maximumConcurrency",
        status -> status.flow().limit());
    gauge(
        "bridge_circuit_breaker_state",
        "0 closed, 1 half-open, 2 open",
        status -> status.flow().breaker().ordinal());
  }

  private void gauge(String name, String help, ToLongFunction<RunnerStatus> figure) {
    gauge(
        name,
        help,
        figure,
        standing -> new String[] {standing.status().name(), standing.stream()},
        "mapping",
        "stream");
  }

  /** What the server says of a consumer is the same at every replica: its name tells them apart. */
  private void consumerGauge(String name, String help, ToLongFunction<RunnerStatus> figure) {
    gauge(
        name,
        help,
        figure,
        standing -> new String[] {standing.status().name(), standing.stream(), standing.consumer()},
        "mapping",
        "stream",
        "consumer");
  }

  private void gauge(
      String name,
      String help,
      ToLongFunction<RunnerStatus> figure,
      Function<Telemetry.Standing, String[]> values,
      String... labels) {
    meters.gauge(
        name,
        help,
        callback -> {
          for (Telemetry.Standing standing : standings.get()) {
            long value = figure.applyAsLong(standing.status());
            // A figure that is not known is left out: a made-up zero would hide a backlog.
            if (value >= 0) {
              callback.call(value, values.apply(standing));
            }
          }
        },
        labels);
  }
}
