package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.BridgeStatus;
import dev.triggerbridge.bridge.console.MappingStatus;
import dev.triggerbridge.bridge.nats.ConsumerStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One row per mapping out of what every replica says. Pure. */
final class StatusSummary {
  private static final String UNKNOWN = "";

  private final List<BridgeStatus> replicas;
  private final List<BridgeStatus> before;
  private final Duration between;
  private final Instant now;

  /**
   * What the replicas say.
   *
   * @param before what they said earlier, for rates
   * @param between how much earlier
   */
  StatusSummary(
      List<BridgeStatus> replicas, List<BridgeStatus> before, Duration between, Instant now) {
    this.replicas = replicas;
    this.before = before;
    this.between = between;
    this.now = now;
  }

  static Listing listing() {
    return new Listing(
        "mapping",
        "state",
        "replicas",
        "pending",
        "ackPending",
        "inFlight",
        "concurrency",
        "concurrencyLimit",
        "breaker",
        "ratePerSecond",
        "failures",
        "deadLetters",
        "oldestAge",
        "reason");
  }

  /**
   * Adds a mapping's row.
   *
   * @param standing of its consumer; empty if there is none
   */
  void add(
      Listing rows, MappingConfig mapping, Optional<ConsumerStanding> standing, boolean paused) {
    List<MappingStatus> each = of(replicas, mapping.name());
    rows.add(
        mapping.name(),
        state(each, mapping, paused),
        each.size(),
        standing.<Object>map(ConsumerStanding::pending).orElse(UNKNOWN),
        standing.<Object>map(ConsumerStanding::ackPending).orElse(UNKNOWN),
        sum(each, "recordsInFlight"),
        sum(each, "invocationsInFlight"),
        sum(each, "concurrencyLimit"),
        breaker(each),
        rate(mapping.name()),
        sum(each, "failures"),
        sum(each, "deadLetters"),
        standing
            .flatMap(ConsumerStanding::oldest)
            .<Object>map(oldest -> print(Duration.between(oldest, now)))
            .orElse(UNKNOWN),
        each.stream()
            .map(MappingStatus::reason)
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  /** One word, or each with its number if replicas differ. */
  static String state(List<MappingStatus> each, MappingConfig mapping, boolean paused) {
    Map<String, Long> counts =
        each.stream()
            .collect(
                Collectors.groupingBy(MappingStatus::state, TreeMap::new, Collectors.counting()));
    if (counts.isEmpty()) {
      String rest = paused ? "PAUSED" : "NO_REPLICA";
      return mapping.enabled() ? rest : "DISABLED";
    }
    return counts.size() == 1
        ? counts.keySet().iterator().next()
        : counts.entrySet().stream()
            .map(count -> count.getKey() + " " + count.getValue())
            .collect(Collectors.joining(", "));
  }

  /** That of the replica that is worst off. */
  static String breaker(List<MappingStatus> each) {
    if (each.stream().anyMatch(one -> one.state().equals("BREAKER_OPEN"))) {
      return "open";
    }
    return each.stream().anyMatch(one -> one.state().equals("BREAKER_HALF_OPEN"))
        ? "half-open"
        : "closed";
  }

  /** Only of replicas that were there before and have not begun again. */
  private double rate(String mapping) {
    long settled = 0;
    for (BridgeStatus replica : replicas) {
      long then =
          before.stream()
              .filter(earlier -> earlier.instance().equals(replica.instance()))
              .mapToLong(earlier -> sum(of(List.of(earlier), mapping), "settled"))
              .findFirst()
              .orElse(Long.MAX_VALUE);
      settled += Math.max(0, sum(of(List.of(replica), mapping), "settled") - then);
    }
    double seconds = Math.max(1, between.toMillis()) / 1000.0;
    return Math.round(settled / seconds * 10) / 10.0;
  }

  /** What each replica says of one mapping. */
  static List<MappingStatus> of(List<BridgeStatus> replicas, String mapping) {
    return replicas.stream()
        .flatMap(replica -> replica.mappings().stream())
        .filter(status -> status.name().equals(mapping))
        .toList();
  }

  static long sum(List<MappingStatus> each, String figure) {
    return each.stream().mapToLong(one -> one.figures().getOrDefault(figure, 0L)).sum();
  }

  /** In whole seconds: {@code 1h2m3s}. */
  private static String print(Duration age) {
    Duration seconds = Duration.ofSeconds(Math.max(0, age.toSeconds()));
    return seconds.isZero() ? "0s" : seconds.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
