package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.work.OrderKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One crash point and what it takes to come there.
 *
 * @param name as the processes know it
 */
public record Point(String name) implements Comparable<Point> {
  private static final List<String> ONE_RECORD = List.of("order.before-replace");

  private static final List<String> WHOLE_BATCHES =
      List.of("audit.before-put", "payment.before-read", "inventory.before-read");

  /** Nothing fails in the workload by itself: these are only reached if a function died before. */
  private static final Map<String, List<String>> ONLY_AFTER =
      Map.ofEntries(
          // One of them had a batch of more than one record.
          Map.entry("bridge.before-suspect-write", WHOLE_BATCHES),
          Map.entry("bridge.after-suspect-write", WHOLE_BATCHES),
          Map.entry("bridge.before-attempts-write", ONE_RECORD),
          Map.entry("bridge.after-attempts-write", ONE_RECORD),
          Map.entry("bridge.after-nak-sent", ONE_RECORD),
          Map.entry("bridge.after-nak", ONE_RECORD),
          Map.entry("bridge.before-attempts-read", ONE_RECORD),
          Map.entry("bridge.after-attempts-read", ONE_RECORD),
          Map.entry("bridge.before-forget", ONE_RECORD),
          Map.entry("bridge.after-forget", ONE_RECORD),
          Map.entry("audit.before-head", List.of("audit.after-put")),
          Map.entry("audit.after-head", List.of("audit.after-put")));

  /** The same kind of failure as another one, later in the life of an order. */
  private static final Map<String, String> LATER =
      Map.of("order.before-replace", "order.before-end");

  private static final Set<String> ONLY_AT_THE_DEADLINE =
      Set.of(
          "bridge.before-forward",
          "bridge.after-forward",
          "bridge.after-forward-ack",
          "payment.before-find-refund",
          "payment.after-find-refund",
          "payment.before-refund-call",
          "payment.after-refund-call",
          "payment.after-refund",
          "payment.after-refunding");

  /** Where to die for a failure like one at this point that comes after it. */
  static String later(String point) {
    return LATER.getOrDefault(point, point);
  }

  /** The process that it is in: {@code bridge}, or a function's name. */
  public String process() {
    return name.substring(0, name.indexOf('.'));
  }

  /** What has to die before. */
  public List<String> onlyAfter() {
    return ONLY_AFTER.getOrDefault(name, List.of());
  }

  /**
   * Whether it is only reached if the same object is written twice. Batches that failed are halved,
   * which makes other objects: so the record has to be alone from the beginning.
   */
  public boolean needsBatchOfOne() {
    return name.equals("audit.before-head") || name.equals("audit.after-head");
  }

  /** The orders that lead there. */
  public Set<OrderKind> kinds() {
    return ONLY_AT_THE_DEADLINE.contains(name)
        ? EnumSet.allOf(OrderKind.class)
        : EnumSet.complementOf(EnumSet.of(OrderKind.UNANSWERED));
  }

  /** The orders of a second wave that lead there. */
  Set<OrderKind> kindsAgain() {
    // A batch of more than one that fails is halved, and nobody's attempt is counted.
    return onlyAfter().equals(ONE_RECORD) ? EnumSet.of(OrderKind.THROTTLED) : kinds();
  }

  @Override
  public int compareTo(Point other) {
    return name.compareTo(other.name);
  }
}
