package dev.triggerbridge.events;

import com.google.protobuf.Message;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReleased;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderConfirmed;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.events.payments.v1.PaymentHeld;
import dev.triggerbridge.events.payments.v1.PaymentRefunded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The single source of which subject carries which message in which stream. Immutable. */
public final class SubjectCatalogue {
  /** The stream of orders. */
  public static final String ORDERS = "ORDERS";

  /** The stream of payments. */
  public static final String PAYMENTS = "PAYMENTS";

  /** The stream of inventory. */
  public static final String INVENTORY = "INVENTORY";

  /** The stream of dead letters; its subjects carry payloads of other subjects. */
  public static final String DEAD_LETTERS = "DLQ";

  private static final List<EventType> ALL =
      List.of(
          type("orders.placed.v1", ORDERS, OrderPlaced.getDefaultInstance()),
          type(
              "orders.created.v1",
              ORDERS,
              dev.triggerbridge.events.orders.v1.OrderCreated.getDefaultInstance()),
          type(
              "orders.created.v2",
              ORDERS,
              dev.triggerbridge.events.orders.v2.OrderCreated.getDefaultInstance()),
          type("orders.confirmed.v1", ORDERS, OrderConfirmed.getDefaultInstance()),
          type("orders.cancelled.v1", ORDERS, OrderCancelled.getDefaultInstance()),
          type("orders.deadline.v1", ORDERS, OrderDeadline.getDefaultInstance()),
          type("payments.completed.v1", PAYMENTS, PaymentCompleted.getDefaultInstance()),
          type("payments.failed.v1", PAYMENTS, PaymentFailed.getDefaultInstance()),
          type("payments.refunded.v1", PAYMENTS, PaymentRefunded.getDefaultInstance()),
          type("payments.held.v1", PAYMENTS, PaymentHeld.getDefaultInstance()),
          type("inventory.reserved.v1", INVENTORY, InventoryReserved.getDefaultInstance()),
          type("inventory.rejected.v1", INVENTORY, InventoryRejected.getDefaultInstance()),
          type("inventory.released.v1", INVENTORY, InventoryReleased.getDefaultInstance()));

  private static final Map<String, EventType> BY_SUBJECT =
      ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::subject, Function.identity()));

  private SubjectCatalogue() {}

  /** The type that a subject carries; empty for a subject that nobody published a contract for. */
  public static Optional<EventType> bySubject(String subject) {
    return Optional.ofNullable(BY_SUBJECT.get(subject));
  }

  /** Every type, in the order of the streams. */
  public static List<EventType> all() {
    return ALL;
  }

  /**
   * Every stream with its subjects, in a stable order. Subject lists do not overlap. The dead
   * letters' are listed one by one: newer servers (seen with 2.15) refuse {@code *.dlq}, which
   * overlaps with their own {@code $JS.>}.
   */
  public static Map<String, List<String>> streams() {
    Map<String, List<String>> streams = new LinkedHashMap<>();
    for (EventType type : ALL) {
      streams.merge(
          type.stream(),
          List.of(type.subject()),
          (some, more) -> java.util.stream.Stream.concat(some.stream(), more.stream()).toList());
    }
    streams.put(DEAD_LETTERS, List.of("orders.dlq", "payments.dlq", "inventory.dlq"));
    return streams;
  }

  private static EventType type(String subject, String stream, Message prototype) {
    return new EventType(subject, stream, prototype);
  }
}
