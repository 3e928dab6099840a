package dev.triggerbridge.functions.saga;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Visits every situation that an order can get into by delivering its messages in any order and any
 * number of times, and takes every step out of each. Situations are few although interleavings are
 * countless: two ways into one situation have the same future.
 */
final class Exploration {
  private final Scenario scenario;

  /** By situation: where each step leads, null for one that was not taken yet. */
  private final Map<String, Map<String, @Nullable String>> map = new HashMap<>();

  private int orders;
  private int deliveries;

  Exploration(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Takes every step; what must hold is checked on the way. */
  void exhaust() {
    while (explore()) {
      // An order can go one way only: the next one takes another.
    }
  }

  int situations() {
    return map.size();
  }

  int orders() {
    return orders;
  }

  int deliveries() {
    return deliveries;
  }

  // One order from its beginning, as long as there is anything new.
  private boolean explore() {
    Performance order = new Performance(scenario);
    String at = order.situation();
    learn(at, order);
    List<String> way = wayToSomethingNew(at);
    if (way == null) {
      return false;
    }
    orders++;
    while (way != null) {
      for (String step : way) {
        at = take(order, at, step);
      }
      way = wayToSomethingNew(at);
    }
    return true;
  }

  private String take(Performance order, String at, String step) {
    order.deliver(step);
    deliveries++;
    String now = order.situation();
    Map<String, @Nullable String> steps = learn(at, order);
    String known = steps.get(step);
    if (known != null && !known.equals(now)) {
      throw new AssertionError(
          "%s out of %s led to %s before, and to %s now".formatted(step, at, known, now));
    }
    steps.put(step, now);
    learn(now, order);
    return now;
  }

  private Map<String, @Nullable String> learn(String situation, Performance order) {
    return map.computeIfAbsent(
        situation,
        unknown -> {
          Map<String, @Nullable String> steps = new TreeMap<>();
          order.possible().forEach(step -> steps.put(step, null));
          return steps;
        });
  }

  /** The shortest way that ends with a step never taken, or null. */
  private @Nullable List<String> wayToSomethingNew(String from) {
    Map<String, List<String>> ways = new HashMap<>();
    Deque<String> next = new ArrayDeque<>();
    ways.put(from, List.of());
    next.add(from);
    while (!next.isEmpty()) {
      String at = next.remove();
      List<String> way = ways.getOrDefault(at, List.of());
      for (Map.Entry<String, @Nullable String> step : map.getOrDefault(at, Map.of()).entrySet()) {
        String to = step.getValue();
        List<String> longer = new ArrayList<>(way);
        longer.add(step.getKey());
        if (to == null) {
          return longer;
        }
        if (ways.putIfAbsent(to, longer) == null) {
          next.add(to);
        }
      }
    }
    return null;
  }
}
