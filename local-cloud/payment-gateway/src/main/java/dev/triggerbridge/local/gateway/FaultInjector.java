package dev.triggerbridge.local.gateway;

import dev.triggerbridge.local.gateway.FaultKind.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides which request meets which fault, and counts those that really struck. Thread-safe.
 *
 * <p>A rate is kept by systematic sampling: of any {@code ceil(1/rate)} new keys in a row (for
 * faults after the effect: of as many effects) at least one is struck, and the seed says where the
 * counting starts. So a run that is long enough meets every fault for certain. One key meets each
 * kind at most once, so repeating always gets through in the end.
 */
public final class FaultInjector {
  private final Map<FaultKind, Sampler> samplers = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Long> injected = new EnumMap<>(FaultKind.class);
  private final Map<String, Set<FaultKind>> pendingByKey = new HashMap<>();
  private final Map<String, List<Planned>> plannedByOrder = new HashMap<>();
  private long latencyMillis;
  private long slowMillis = 10_000;
  private long retryAfterSeconds = 1;
  private long searchLagMillis;

  FaultInjector(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (FaultKind kind : FaultKind.values()) {
      samplers.put(kind, new Sampler(random.nextDouble()));
    }
  }

  /**
   * Sets the share of keys, or of effects, that a kind strikes.
   *
   * @param rate from 0 to 1
   */
  public synchronized void rate(FaultKind kind, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "%s is %s: give a rate from 0 to 1".formatted(kind.jsonName(), rate));
    }
    rates.put(kind, rate);
  }

  /** Strikes the next request of an order that this kind can strike, once per call. */
  public void plan(String orderId, FaultKind kind) {
    plan(orderId, kind, EnumSet.allOf(Operation.class));
  }

  /** Strikes the next request of an order that does this, once per call. */
  public void plan(String orderId, FaultKind kind, Operation operation) {
    plan(orderId, kind, EnumSet.of(operation));
  }

  private synchronized void plan(String orderId, FaultKind kind, Set<Operation> operations) {
    plannedByOrder
        .computeIfAbsent(orderId, ignored -> new ArrayList<>())
        .add(new Planned(kind, operations));
  }

  /** Every request takes this long before it is executed; 0 by default. */
  public synchronized void latencyMillis(long millis) {
    latencyMillis = requireNotNegative("latencyMs", millis);
  }

  /** How long {@link FaultKind#SLOW} takes; 10 s by default. */
  public synchronized void slowMillis(long millis) {
    slowMillis = requireNotNegative("slowMs", millis);
  }

  /** What a 429 says in Retry-After; 1 s by default. */
  public synchronized void retryAfterSeconds(long seconds) {
    retryAfterSeconds = requireNotNegative("retryAfterSeconds", seconds);
  }

  /** How old a change is before the search shows it; 0 by default. */
  public synchronized void searchLagMillis(long millis) {
    searchLagMillis = requireNotNegative("searchLagMs", millis);
  }

  /** How often each kind struck since the start, by every kind. */
  public synchronized Map<FaultKind, Long> injected() {
    Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      counts.put(kind, injected.getOrDefault(kind, 0L));
    }
    return counts;
  }

  synchronized Map<FaultKind, Double> rates() {
    return new EnumMap<>(rates);
  }

  synchronized long latencyMillis() {
    return latencyMillis;
  }

  synchronized long slowMillis() {
    return slowMillis;
  }

  synchronized long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  synchronized long searchLagMillis() {
    return searchLagMillis;
  }

  /** The fault in front of the idempotency layer, or null; at most one per request. */
  synchronized @Nullable FaultKind front(String key, String orderId, Operation operation) {
    if (!pendingByKey.containsKey(key)) {
      Set<FaultKind> pending = EnumSet.noneOf(FaultKind.class);
      for (FaultKind kind : FaultKind.values()) {
        if (kind.stage() != Stage.EFFECT && sample(kind)) {
          pending.add(kind);
        }
      }
      pendingByKey.put(key, pending);
    }
    return strike(Stage.FRONT, key, orderId, operation);
  }

  /** The fault of a request that is about to be executed, or null. */
  synchronized @Nullable FaultKind executing(String key, String orderId, Operation operation) {
    return strike(Stage.EXECUTING, key, orderId, operation);
  }

  /** The fault of a request that had an effect, or null. */
  synchronized @Nullable FaultKind effect(String key, String orderId, Operation operation) {
    for (FaultKind kind : FaultKind.values()) {
      if (kind.stage() == Stage.EFFECT && kind.appliesTo(operation) && sample(kind)) {
        pendingByKey.computeIfAbsent(key, ignored -> EnumSet.noneOf(FaultKind.class)).add(kind);
      }
    }
    return strike(Stage.EFFECT, key, orderId, operation);
  }

  private boolean sample(FaultKind kind) {
    Sampler sampler = samplers.get(kind);
    return sampler != null && sampler.next(rates.getOrDefault(kind, 0.0));
  }

  private @Nullable FaultKind strike(Stage stage, String key, String orderId, Operation operation) {
    for (FaultKind kind : FaultKind.values()) {
      if (kind.stage() == stage
          && kind.appliesTo(operation)
          && (planned(orderId, kind, operation) || pending(key, kind))) {
        injected.merge(kind, 1L, Long::sum);
        return kind;
      }
    }
    return null;
  }

  private boolean pending(String key, FaultKind kind) {
    Set<FaultKind> waiting = pendingByKey.get(key);
    return waiting != null && waiting.remove(kind);
  }

  private boolean planned(String orderId, FaultKind kind, Operation operation) {
    List<Planned> waiting = plannedByOrder.getOrDefault(orderId, List.of());
    for (Planned plan : waiting) {
      if (plan.kind() == kind && plan.operations().contains(operation)) {
        return waiting.remove(plan);
      }
    }
    return false;
  }

  private static long requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("%s is %d: give zero or more".formatted(name, value));
    }
    return value;
  }

  private record Planned(FaultKind kind, Set<Operation> operations) {}

  private static final class Sampler {
    private double position;

    Sampler(double phase) {
      this.position = phase;
    }

    boolean next(double rate) {
      double before = Math.floor(position);
      position += rate;
      return Math.floor(position) > before;
    }
  }
}
