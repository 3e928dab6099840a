package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReleased;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.inventory.v1.Shortage;
import dev.triggerbridge.functions.support.EventSizes;
import dev.triggerbridge.functions.support.OutputEvent;
import java.time.Instant;
import java.util.List;

/** The events of this function. Each is one per order, so its id is made of the order's. */
final class InventoryEvents {
  static final String OUT_OF_STOCK = "OUT_OF_STOCK";

  private InventoryEvents() {}

  static List<OutputEvent> reserved(Demand demand, Instant at) {
    String id = id(demand.orderId(), "reserved");
    return EventSizes.check(
        List.of(
            new OutputEvent(
                id,
                "inventory.reserved.v1",
                InventoryReserved.newBuilder()
                    .setMessageId(id)
                    .setOrderId(demand.orderId())
                    .addAllItems(demand.items())
                    .setReservedAt(at.toEpochMilli())
                    .build())));
  }

  static List<OutputEvent> rejected(Demand demand, List<Shortage> shortages, Instant at) {
    String id = id(demand.orderId(), "rejected");
    return EventSizes.check(
        List.of(
            new OutputEvent(
                id,
                "inventory.rejected.v1",
                InventoryRejected.newBuilder()
                    .setMessageId(id)
                    .setOrderId(demand.orderId())
                    .setReason(OUT_OF_STOCK)
                    .addAllShortages(shortages)
                    .setRejectedAt(at.toEpochMilli())
                    .build())));
  }

  static List<OutputEvent> released(Reservation reservation, Instant at) {
    String id = id(reservation.orderId(), "released");
    InventoryReleased.Builder event =
        InventoryReleased.newBuilder()
            .setMessageId(id)
            .setOrderId(reservation.orderId())
            .setReleasedAt(at.toEpochMilli());
    reservation
        .items()
        .forEach(
            (sku, quantity) ->
                event.addItems(LineItem.newBuilder().setSku(sku).setQuantity(quantity)));
    return EventSizes.check(List.of(new OutputEvent(id, "inventory.released.v1", event.build())));
  }

  private static String id(String orderId, String transition) {
    return "inventory:" + orderId + ":" + transition;
  }
}
