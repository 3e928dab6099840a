package dev.triggerbridge.infra.capacity.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a run has shown, in phases: before, during and after what the scenario does. */
final class Recorder {
  private final Scenario scenario;
  private final Times[] orders = {new Times(), new Times(), new Times()};
  private final List<Result.Sample> samples = new ArrayList<>();
  private double sojournSeconds;
  private long placed;

  Recorder(Scenario scenario) {
    this.scenario = scenario;
  }

  void placed() {
    placed++;
  }

  void settled(Message message, long now) {
    sojournSeconds += (double) (now - message.storedAt) / Agenda.SECOND;
  }

  void confirmed(Message.Order order, long now) {
    int phase = order.placedAt < scenario.from() ? 0 : order.placedAt < scenario.until() ? 1 : 2;
    if (order.placedAt >= scenario.warmUp()) {
      orders[phase].add(now - order.placedAt);
    }
  }

  void sample(Result.Sample sample) {
    samples.add(sample);
  }

  List<Result.Sample> samples() {
    return List.copyOf(samples);
  }

  List<Result.Latency> latencies() {
    return Arrays.stream(orders).map(Times::latency).toList();
  }

  double sojournSeconds() {
    return sojournSeconds;
  }

  long placedInAll() {
    return placed;
  }

  /** Many durations without a box for each. */
  private static final class Times {
    private long[] nanos = new long[1_024];
    private int size;

    void add(long duration) {
      if (size == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * size);
      }
      nanos[size++] = duration;
    }

    Result.Latency latency() {
      long[] sorted = Arrays.copyOf(nanos, size);
      Arrays.sort(sorted);
      return new Result.Latency(size, at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double part) {
      int index = (int) Math.min(sorted.length - 1L, Math.round(part * sorted.length));
      return sorted.length == 0 ? 0 : (double) sorted[index] / Agenda.SECOND;
    }
  }
}
