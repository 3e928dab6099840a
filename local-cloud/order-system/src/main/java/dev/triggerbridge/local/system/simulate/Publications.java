package dev.triggerbridge.local.system.simulate;

import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a plan into the sequence of messages that realises it. Pure. */
public final class Publications {
  /**
   * Messages between an order and its copy, so that the first may still be in flight or be done.
   */
  private static final int COPY_DISTANCE = 7;

  private Publications() {}

  /**
   * The messages in the order of publishing.
   *
   * @param now epoch milliseconds of the placing
   */
  public static List<Publication> of(OrderPlan plan, long now) {
    Map<Integer, List<Publication>> copies = new TreeMap<>();
    List<Publication> all = new ArrayList<>();
    int poison = 0;
    for (int i = 0; i < plan.orders().size(); i++) {
      while (poison < plan.poisonPositions().size() && plan.poisonPositions().get(poison) == i) {
        all.add(OrderMessages.poison(plan.runId(), poison++, now));
      }
      PlannedOrder order = plan.orders().get(i);
      Publication first = OrderMessages.first(order, now);
      all.add(first);
      if (order.publishedTwice()) {
        copies
            .computeIfAbsent(i + COPY_DISTANCE, at -> new ArrayList<>())
            .add(OrderMessages.again(order, first));
      }
      all.addAll(copies.getOrDefault(i, List.of()));
      copies.remove(i);
    }
    copies.values().forEach(all::addAll);
    return all;
  }
}
