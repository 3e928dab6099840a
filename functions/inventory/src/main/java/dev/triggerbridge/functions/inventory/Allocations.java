package dev.triggerbridge.functions.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Chooses the rows of stock that an order takes from. Pure. */
final class Allocations {
  private final int shards;

  Allocations(int shards) {
    this.shards = shards;
  }

  /** Without looking at the stock: each SKU whole, from the shard that the order's id picks. */
  List<Allocation> blind(Demand demand) {
    List<Allocation> allocations = new ArrayList<>();
    demand
        .quantities()
        .forEach(
            (sku, quantity) ->
                allocations.add(new Allocation(sku, preferred(demand.orderId(), sku), quantity)));
    return allocations;
  }

  /**
   * From the stock as it was seen: whole from the first shard, counted from the preferred one, that
   * has enough; else from as few shards as possible.
   *
   * @param available by shard; an absent shard has none
   * @return empty if all shards together have too little
   */
  List<Allocation> fitting(
      String orderId, String sku, long quantity, Map<Integer, Long> available) {
    int preferred = preferred(orderId, sku);
    List<Integer> order =
        IntStream.range(0, shards).mapToObj(i -> (preferred + i) % shards).toList();
    for (int shard : order) {
      if (available.getOrDefault(shard, 0L) >= quantity) {
        return List.of(new Allocation(sku, shard, quantity));
      }
    }
    List<Allocation> parts = new ArrayList<>();
    long missing = quantity;
    for (int shard :
        order.stream()
            .sorted(
                Comparator.comparing((Integer shard) -> available.getOrDefault(shard, 0L))
                    .reversed())
            .toList()) {
      long part = Math.min(missing, available.getOrDefault(shard, 0L));
      if (part > 0) {
        parts.add(new Allocation(sku, shard, part));
        missing -= part;
      }
    }
    return missing == 0 ? parts : List.of();
  }

  private int preferred(String orderId, String sku) {
    return Math.floorMod(31 * orderId.hashCode() + sku.hashCode(), shards);
  }
}
