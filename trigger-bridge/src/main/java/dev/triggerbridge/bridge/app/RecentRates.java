package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.console.BridgeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Rates out of totals that were seen over the last seconds. A replica that has begun again counts
 * from its next look on. Not thread-safe.
 */
final class RecentRates {
  private static final Duration SPAN = Duration.ofSeconds(12);

  private final Deque<Look> looks = new ArrayDeque<>();

  /** What every replica says now. */
  void add(Instant now, List<BridgeStatus> replicas) {
    looks.addLast(new Look(now, replicas));
    // The oldest that is kept lies just within the span; without a watcher one look is left.
    while (looks.size() > 2 && Duration.between(looks.getFirst().at, now).compareTo(SPAN) > 0) {
      looks.removeFirst();
    }
  }

  /** How much a figure grows in a second, to one decimal. */
  double perSecond(String mapping, String figure) {
    if (looks.size() < 2) {
      return 0;
    }
    Duration between = Duration.between(looks.getFirst().at, looks.getLast().at);
    double seconds = Math.max(1, between.toMillis()) / 1000.0;
    return Math.round(growth(mapping, figure) / seconds * 10) / 10.0;
  }

  /** How much one figure grows with each step of another, to one decimal; empty without a step. */
  Optional<Double> mean(String mapping, String sum, String count) {
    long steps = growth(mapping, count);
    return steps == 0
        ? Optional.empty()
        : Optional.of(Math.round(growth(mapping, sum) * 10.0 / steps) / 10.0);
  }

  private long growth(String mapping, String figure) {
    if (looks.size() < 2) {
      return 0;
    }
    long growth = 0;
    for (BridgeStatus now : looks.getLast().replicas) {
      long total = total(now, mapping, figure);
      growth +=
          looks.getFirst().replicas.stream()
              .filter(then -> then.instance().equals(now.instance()))
              .mapToLong(then -> Math.max(0, total - total(then, mapping, figure)))
              .sum();
    }
    return growth;
  }

  private static long total(BridgeStatus replica, String mapping, String figure) {
    return StatusSummary.sum(StatusSummary.of(List.of(replica), mapping), figure);
  }

  private record Look(Instant at, List<BridgeStatus> replicas) {}
}
