package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.inventory.v1.Shortage;
import dev.triggerbridge.functions.inventory.InventoryTable.Written;
import dev.triggerbridge.functions.inventory.Reservation.Status;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One order's way to its stock: rounds of a transaction and, if it was short, a closer look. */
final class ReserveAttempt {
  private final InventoryTable table;
  private final Clock clock;
  private final Demand demand;
  private final int shards;
  private final Allocations choose;
  private List<Allocation> allocations;

  ReserveAttempt(InventoryTable table, Clock clock, Demand demand, int shards) {
    this.table = table;
    this.clock = clock;
    this.demand = demand;
    this.shards = shards;
    this.choose = new Allocations(shards);
    this.allocations = choose.blind(demand);
  }

  /** The outcome, or null if the stock changed between look and write. */
  @Nullable Outcome round() {
    List<OutputEvent> events = InventoryEvents.reserved(demand, clock.instant());
    return switch (table.reserve(Reservation.reserved(demand, allocations, events))) {
      case Written.Done() -> written(events);
      case Written.Existing(Reservation row) -> answer(row);
      case Written.Short() -> lookCloser();
    };
  }

  private @Nullable Outcome lookCloser() {
    List<Shortage> shortages = new ArrayList<>();
    List<Allocation> fitting = new ArrayList<>();
    demand
        .quantities()
        .forEach(
            (sku, quantity) -> {
              Map<Integer, Long> available = table.available(sku, shards);
              List<Allocation> parts = choose.fitting(demand.orderId(), sku, quantity, available);
              fitting.addAll(parts);
              if (parts.isEmpty()) {
                shortages.add(
                    Shortage.newBuilder()
                        .setSku(sku)
                        .setRequested(quantity)
                        .setAvailable(available.values().stream().mapToLong(Long::longValue).sum())
                        .build());
              }
            });
    if (!shortages.isEmpty()) {
      return turnAway(shortages);
    }
    if (fitting.size() >= InventoryTable.MOST_ITEMS) {
      return Reservations.tooManyItems(fitting.size(), "rows of stock");
    }
    allocations = fitting;
    return null;
  }

  // The row is conditional on absence: a twin that reserved meanwhile, perhaps the very last
  // unit, is found here and answers for both.
  private Outcome turnAway(List<Shortage> shortages) {
    List<OutputEvent> events = InventoryEvents.rejected(demand, shortages, clock.instant());
    return switch (table.insert(Reservation.rejected(demand, events))) {
      case Written.Done() -> written(events);
      case Written.Existing(Reservation row) -> answer(row);
      case Written.Short() -> throw new IllegalStateException("an insert moves no stock");
    };
  }

  private static Outcome written(List<OutputEvent> events) {
    Reservations.written();
    return Outcome.ok(events);
  }

  private Outcome answer(Reservation row) {
    if (row.status() != Status.CANCELLED && !row.hash().equals(demand.hash())) {
      return Outcome.reject(
          "CONFLICTING_DUPLICATE",
          "order_id '%s': an order of this id with another customer, total or items was processed before: give each order its own id"
              .formatted(demand.orderId()));
    }
    return Outcome.markerHit(row.events());
  }
}
