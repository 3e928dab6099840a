package dev.triggerbridge.local.system.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the simulator knows to be true because a server confirmed it: PubAcks and seeded stock. It
 * is the only input of the checker that is ours.
 *
 * @param placed orders by the position of each PubAck; an order published twice has two
 * @param poison positions of the poison messages' PubAcks
 * @param stock initial pieces by SKU
 */
public record Journal(
    Map<Position, String> placed, List<Position> poison, Map<String, Long> stock) {
  /** Copies the collections. */
  public Journal {
    placed = new LinkedHashMap<>(placed);
    poison = List.copyOf(poison);
    stock = new LinkedHashMap<>(stock);
  }

  /** A journal with nothing in it. */
  public static Journal empty() {
    return new Journal(Map.of(), List.of(), Map.of());
  }

  /** This journal and a later one. */
  public Journal plus(Journal later) {
    Map<Position, String> allPlaced = new LinkedHashMap<>(placed);
    allPlaced.putAll(later.placed);
    List<Position> allPoison = new ArrayList<>(poison);
    allPoison.addAll(later.poison);
    Map<String, Long> allStock = new LinkedHashMap<>(stock);
    allStock.putAll(later.stock);
    return new Journal(allPlaced, allPoison, allStock);
  }
}
