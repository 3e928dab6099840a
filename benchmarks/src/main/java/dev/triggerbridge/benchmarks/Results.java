package dev.triggerbridge.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All rounds of a run, and their medians as a page of Markdown. */
final class Results {
  private final Map<Subject, List<Round.Throughput>> throughput = new EnumMap<>(Subject.class);
  private final Map<Subject, List<Round.Latency>> latency = new EnumMap<>(Subject.class);

  void add(Subject subject, Round.Throughput measured) {
    throughput.computeIfAbsent(subject, ignored -> new ArrayList<>()).add(measured);
  }

  void add(Subject subject, Round.Latency measured) {
    latency.computeIfAbsent(subject, ignored -> new ArrayList<>()).add(measured);
  }

  /** The bridge's median messages per second, as a part of the bare loop's. */
  double throughputRatio() {
    return median(throughput, Subject.BRIDGE, Round.Throughput::perSecond)
        / median(throughput, Subject.BARE, Round.Throughput::perSecond);
  }

  String page(String command, String setting) {
    StringBuilder page = new StringBuilder("# The bridge beside a bare loop\n\n");
    page.append("    ").append(command).append("\n\n").append(setting).append("\n\n");
    page.append("Medians, in brackets the least and the greatest round.\n\n");
    page.append("| | bare loop | bridge | bridge / bare |\n|---|---|---|---|\n");
    row(
        page,
        "messages per second, draining a full stream",
        "%,.0f",
        throughput,
        Round.Throughput::perSecond);
    row(page, "CPU per message, µs", "%.1f", throughput, Round.Throughput::cpuMicros);
    row(page, "records per invocation", "%.1f", throughput, Round.Throughput::batch);
    row(page, "messages delivered twice", "%.0f", throughput, Round.Throughput::redelivered);
    row(page, "p50 at the fixed rate, ms", "%.2f", latency, Round.Latency::p50Millis);
    row(page, "p99 at the fixed rate, ms", "%.2f", latency, Round.Latency::p99Millis);
    row(page, "greatest at the fixed rate, ms", "%.1f", latency, Round.Latency::maxMillis);
    row(page, "CPU per message at the fixed rate, µs", "%.1f", latency, Round.Latency::cpuMicros);
    row(page, "ready after, s", "%.2f", latency, Round.Latency::readySeconds);
    row(page, "resident when idle, MiB", "%.0f", latency, each -> each.idleBytes() / 1048576.0);
    row(page, "resident under load, MiB", "%.0f", latency, each -> each.busyBytes() / 1048576.0);
    return page.toString();
  }

  private static <T> void row(
      StringBuilder page,
      String name,
      String format,
      Map<Subject, List<T>> rounds,
      ToDoubleFunction<T> value) {
    page.append("| ").append(name).append(" | ");
    for (Subject subject : Subject.values()) {
      page.append(spread(rounds.getOrDefault(subject, List.of()), value).cell(format))
          .append(" | ");
    }
    double bare = median(rounds, Subject.BARE, value);
    page.append(
            bare == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f", median(rounds, Subject.BRIDGE, value) / bare))
        .append(" |\n");
  }

  private static <T> double median(
      Map<Subject, List<T>> rounds, Subject subject, ToDoubleFunction<T> value) {
    return median(rounds.getOrDefault(subject, List.of()), value);
  }

  /** The middle one, the upper of two. */
  static <T> double median(@Nullable List<T> measured, ToDoubleFunction<T> value) {
    return spread(measured == null ? List.of() : measured, value).median();
  }

  /** Of one value of each round. */
  static <T> Spread spread(List<T> measured, ToDoubleFunction<T> value) {
    return Spread.of(measured.stream().map(value::applyAsDouble).toList());
  }
}
