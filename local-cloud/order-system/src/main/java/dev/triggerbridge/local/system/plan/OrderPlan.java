package dev.triggerbridge.local.system.plan;

import dev.triggerbridge.local.system.plan.PlannedOrder.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Every order of a run with its condition, and the stock it finds: a pure function of the settings,
 * so that a seed repeats a run's plan exactly.
 *
 * @param runId prefix of the order ids and SKUs
 * @param orders in the order of placing
 * @param stock initial pieces by SKU
 * @param poisonPositions before which orders (by index) a poison message is published, ascending
 * @param gatewayFaults ids of the orders whose charge meets a fault of the gateway, by fault
 */
public record OrderPlan(
    String runId,
    List<PlannedOrder> orders,
    Map<String, Long> stock,
    List<Integer> poisonPositions,
    Map<Fault, List<String>> gatewayFaults) {

  /** Poison messages of a run with conditions. */
  public static final int POISON = 3;

  /** Runs below this size get plain orders only: they are too small to hold every condition. */
  public static final int SMALLEST_MIXED_RUN = 20;

  private static final Map<Kind, Double> SHARES =
      new EnumMap<>(
          Map.of(
              Kind.DECLINED, 0.05,
              Kind.SELL_OUT, 0.05,
              Kind.UNANSWERED, 0.02,
              Kind.FOREIGN_JSON, 0.10));
  private static final double DUPLICATE_SHARE = 0.05;
  private static final double GATEWAY_FAULT_SHARE = 0.03;
  private static final List<Fault> GATEWAY_FAULTS =
      List.of(Fault.GATEWAY_THROTTLED, Fault.GATEWAY_UNAVAILABLE, Fault.GATEWAY_DROPPED);
  private static final int ORDINARY_SKUS = 20;

  /** Copies the collections. */
  public OrderPlan {
    orders = List.copyOf(orders);
    stock = Collections.unmodifiableMap(new LinkedHashMap<>(stock));
    poisonPositions = List.copyOf(poisonPositions);
    gatewayFaults = Collections.unmodifiableMap(new LinkedHashMap<>(gatewayFaults));
  }

  /**
   * Plans a run.
   *
   * @param runId prefix of order ids and SKUs; unique per run on one state folder
   * @param count number of orders, at least 1
   * @param seed decides everything else
   * @param conditions false for plain orders only
   */
  public static OrderPlan of(String runId, int count, long seed, boolean conditions) {
    if (count < 1) {
      throw new IllegalArgumentException("orders: " + count + " is less than 1");
    }
    Random random = new Random(seed);
    boolean mixed = conditions && count >= SMALLEST_MIXED_RUN;
    List<Kind> kinds = kinds(count, mixed, random);
    Set<Integer> twice = mixed ? pick(count, share(count, DUPLICATE_SHARE), random) : Set.of();
    List<PlannedOrder> orders = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      orders.add(order(runId, i, kinds.get(i), twice.contains(i), random));
    }
    Map<String, Long> stock = new LinkedHashMap<>();
    for (int sku = 0; sku < ORDINARY_SKUS; sku++) {
      stock.put(sku(runId, sku), 10L * count);
    }
    long wanted = Collections.frequency(kinds, Kind.SELL_OUT);
    if (wanted > 0) {
      stock.put(limitedSku(runId), wanted / 2);
    }
    List<Integer> poison =
        conditions ? random.ints(POISON, 0, count).sorted().boxed().toList() : List.of();
    return new OrderPlan(
        runId, orders, stock, poison, mixed ? gatewayFaults(orders, random) : Map.of());
  }

  /** The same plan with one more poison message, before everything else. */
  public OrderPlan withPoisonFirst() {
    List<Integer> positions = new ArrayList<>(poisonPositions);
    positions.addFirst(0);
    return new OrderPlan(runId, orders, stock, positions, gatewayFaults);
  }

  /** How many orders are of a kind. */
  public long count(Kind kind) {
    return orders.stream().filter(order -> order.kind() == kind).count();
  }

  /** How many orders are published a second time. */
  public long duplicates() {
    return orders.stream().filter(PlannedOrder::publishedTwice).count();
  }

  private static List<Kind> kinds(int count, boolean mixed, Random random) {
    List<Kind> kinds = new ArrayList<>(count);
    if (mixed) {
      SHARES.forEach((kind, part) -> kinds.addAll(Collections.nCopies(share(count, part), kind)));
      // An item sells out only if more than one order wants it.
      if (Collections.frequency(kinds, Kind.SELL_OUT) < 2) {
        kinds.add(Kind.SELL_OUT);
      }
    }
    kinds.addAll(Collections.nCopies(count - kinds.size(), Kind.PLAIN));
    Collections.shuffle(kinds, random);
    return kinds;
  }

  private static Map<Fault, List<String>> gatewayFaults(List<PlannedOrder> orders, Random random) {
    List<String> candidates = new ArrayList<>();
    for (PlannedOrder order : orders) {
      if (order.kind() == Kind.PLAIN) {
        candidates.add(order.orderId());
      }
    }
    Collections.shuffle(candidates, random);
    int each = share(orders.size(), GATEWAY_FAULT_SHARE);
    Map<Fault, List<String>> faults = new LinkedHashMap<>();
    for (Fault fault : GATEWAY_FAULTS) {
      List<String> struck = candidates.subList(0, each);
      faults.put(fault, List.copyOf(struck));
      struck.clear();
    }
    return faults;
  }

  private static int share(int count, double part) {
    return Math.max(1, (int) Math.round(count * part));
  }

  private static Set<Integer> pick(int count, int wanted, Random random) {
    Set<Integer> picked = new HashSet<>();
    while (picked.size() < wanted) {
      picked.add(random.nextInt(count));
    }
    return picked;
  }

  private static PlannedOrder order(
      String runId, int index, Kind kind, boolean twice, Random random) {
    List<Line> lines = new ArrayList<>();
    if (kind == Kind.SELL_OUT) {
      lines.add(new Line(limitedSku(runId), 1, 4_999));
    } else if (kind == Kind.UNANSWERED) {
      for (int i = 0; i < PlannedOrder.TOO_MANY_SKUS; i++) {
        lines.add(new Line("%s-item-odd-%02d".formatted(runId, i), 1, 100));
      }
    } else if (kind != Kind.FOREIGN_JSON) {
      int first = random.nextInt(ORDINARY_SKUS);
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        String sku = sku(runId, (first + i) % ORDINARY_SKUS);
        lines.add(new Line(sku, 1 + random.nextInt(3), 100 + random.nextInt(9_900)));
      }
    }
    long total =
        lines.isEmpty()
            ? 100 + random.nextInt(50_000)
            : lines.stream().mapToLong(Line::amountMinor).sum();
    String orderId = "%s-%06d".formatted(runId, index);
    return new PlannedOrder(orderId, "customer-" + random.nextInt(500), kind, twice, lines, total);
  }

  private static String sku(String runId, int number) {
    return "%s-item-%02d".formatted(runId, number);
  }

  private static String limitedSku(String runId) {
    return runId + "-item-limited";
  }
}
