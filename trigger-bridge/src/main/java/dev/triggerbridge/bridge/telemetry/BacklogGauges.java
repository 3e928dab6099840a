package dev.triggerbridge.bridge.telemetry;

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the server says about what is left to do, asked at every scrape. */
final class BacklogGauges {
  private final Meters meters;
  private final Supplier<Backlogs> backlogs;

  BacklogGauges(Meters meters, Supplier<Backlogs> backlogs) {
    this.meters = meters;
    this.backlogs = backlogs;
  }

  void register() {
    meters.gauge(
        "bridge_oldest_unprocessed_seconds",
        "Age of the oldest message that the mapping has not settled, 0 if there is none; looked up"
            + " every 5 s",
        callback ->
            backlogs
                .get()
                .oldestSeconds()
                .forEach((mapping, seconds) -> callback.call(seconds, mapping)),
        "mapping");
    meters.gauge(
        "bridge_delayed_events_waiting",
        "Events that wait for deliverAt, of all bridges on this server",
        callback -> backlogs.get().delayed().ifPresent(callback::call));
    stream("nats_stream_messages", "Messages in the stream", Backlogs.Stream::messages);
    stream("nats_stream_bytes", "Bytes that they take", Backlogs.Stream::bytes);
    stream(
        "nats_stream_max_bytes",
        "Bytes that they may take; left out without a limit",
        stream -> stream.maxBytes() > 0 ? stream.maxBytes() : -1);
  }

  private void stream(String name, String help, ToDoubleFunction<Backlogs.Stream> figure) {
    meters.gauge(
        name,
        help,
        callback ->
            backlogs
                .get()
                .streams()
                .forEach(
                    (stream, now) -> {
                      double value = figure.applyAsDouble(now);
                      if (value >= 0) {
                        callback.call(value, stream);
                      }
                    }),
        "stream");
  }
}
