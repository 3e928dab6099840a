package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.check.StruckFault;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an outage of the gateway costs, in figures: whether orders are taken in as before, and how
 * soon charges succeed again. Times by the clock of the streams. Pure.
 */
final class OutageFigures {
  /** The reference case study asks for this. */
  static final double MOST_SECONDS_TO_FIRST_PAYMENT = 10;

  /** Slower than before is slower by more than two cores make by chance. */
  private static final double MOST_RATIO = 1.5;

  private static final double MOST_MORE_MILLIS = 50;
  private static final String CREATED = "order:";
  private static final String FIRST_PAYMENT = "return to first payment, s";
  private static final String P90_BEFORE = "intake before, p90 ms";
  private static final String P90_DURING = "intake during, p90 ms";

  /** Processes that were started just before are slower. */
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  private OutageFigures() {}

  /** Figures by name; empty if the run had no outage. */
  static Map<String, Double> of(ChaosRun.Outcome run) {
    if (run.faults().isEmpty()) {
      return Map.of();
    }
    StruckFault outage = run.faults().getFirst();
    List<StreamMessage> orders = run.snapshot().messages("ORDERS");
    long[] before = intake(orders, run.begin().plus(WARM_UP), outage.begin());
    long[] during = intake(orders, outage.begin(), outage.end());
    Map<String, Double> figures = new TreeMap<>();
    figures.put("outage, s", seconds(outage.begin(), outage.end()));
    figures.put("intake before, p50 ms", percentile(before, 50));
    figures.put("intake during, p50 ms", percentile(during, 50));
    figures.put("intake during / before, p50", ratio(during, before, 50));
    figures.put("intake during / before, p90", ratio(during, before, 90));
    figures.put(P90_BEFORE, percentile(before, 90));
    figures.put(P90_DURING, percentile(during, 90));
    figures.put("intake before, p99 ms", percentile(before, 99));
    figures.put("intake during, p99 ms", percentile(during, 99));
    run.snapshot().messages("PAYMENTS").stream()
        .filter(message -> message.subject().equals("payments.completed.v1"))
        .map(StreamMessage::time)
        .filter(time -> time.isAfter(outage.end()))
        .min(Instant::compareTo)
        .ifPresent(first -> figures.put(FIRST_PAYMENT, seconds(outage.end(), first)));
    run.orders().stream()
        .filter(order -> order.requests().getFirst().isBefore(outage.end()))
        .filter(order -> !order.confirmations().isEmpty())
        .flatMap(order -> order.confirmations().values().stream())
        .filter(time -> time.isAfter(outage.end()))
        .max(Instant::compareTo)
        .ifPresent(last -> figures.put("return to backlog done, s", seconds(outage.end(), last)));
    return figures;
  }

  /** What the figures show that must not be. */
  static List<String> violations(Map<String, Double> figures) {
    List<String> violations = new ArrayList<>();
    Double first = figures.get(FIRST_PAYMENT);
    if (first == null || first > MOST_SECONDS_TO_FIRST_PAYMENT) {
      violations.add(
          "payments go on within %.0f s of the gateway's return: %s"
              .formatted(
                  MOST_SECONDS_TO_FIRST_PAYMENT, first == null ? "never" : first + " s passed"));
    }
    double before = figures.getOrDefault(P90_BEFORE, 0.0);
    double during = figures.getOrDefault(P90_DURING, Double.MAX_VALUE);
    if (during > Math.max(before * MOST_RATIO, before + MOST_MORE_MILLIS)) {
      violations.add(
          "orders are taken in as before: p90 was %.0f ms, and %.0f ms in the outage"
              .formatted(before, during));
    }
    return violations;
  }

  /** From a placed message to its created event, for those placed within the time. */
  private static long[] intake(List<StreamMessage> orders, Instant from, Instant to) {
    Map<String, Instant> placed = new HashMap<>();
    Map<String, Long> taken = new HashMap<>();
    for (StreamMessage message : orders) {
      String id = message.header("Nats-Msg-Id");
      if (id == null) {
        continue;
      }
      if (message.subject().equals("orders.placed.v1")
          && message.time().isAfter(from)
          && message.time().isBefore(to)) {
        placed.putIfAbsent(CREATED + id + ":created", message.time());
      } else if (message.subject().startsWith("orders.created.") && placed.containsKey(id)) {
        taken.putIfAbsent(
            id, Duration.between(placed.getOrDefault(id, from), message.time()).toMillis());
      }
    }
    long[] sorted = taken.values().stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double ratio(long[] one, long[] other, int percent) {
    return percentile(one, percent) / Math.max(1, percentile(other, percent));
  }

  private static double percentile(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1_000.0;
  }
}
