package dev.triggerbridge.functions.order;

import dev.triggerbridge.functions.order.NewOrder.Origin;
import dev.triggerbridge.functions.order.OrderEvents.UnrepresentableAmountException;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.EventSizes;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The life of an order: every change is one conditional write of one row, which holds the state,
 * the marker and the events that the change returned. Whoever is second finds them there.
 * Thread-safe; calls block on DynamoDB.
 */
final class Orders {
  private final OrderTable table;
  private final OrderEvents events;
  private final InstantSource clock;
  private final ConditionalWrites writes = new ConditionalWrites();

  Orders(OrderTable table, OrderEvents events, InstantSource clock) {
    this.table = table;
    this.events = events;
    this.clock = clock;
  }

  /** Creates or adopts an order; a duplicate returns what the first one did. */
  Outcome create(NewOrder order) {
    long now = clock.millis();
    List<OutputEvent> announcement;
    try {
      announcement =
          order.origin() == Origin.PLACED ? events.created(order, now) : List.<OutputEvent>of();
    } catch (UnrepresentableAmountException e) {
      return Outcome.reject("AMOUNT_NOT_REPRESENTABLE", String.valueOf(e.getMessage()));
    }
    OrderItem fresh = OrderItem.expected(order.orderId(), now);
    Optional<OrderItem> present = complete(fresh, order, announcement, now, table::create);
    if (present.isEmpty()) {
      return Outcome.ok(fresh.creationEvents);
    }
    Outcome joined = join(present.get(), order, announcement, now);
    return joined != null
        ? joined
        : writes.optimistically(() -> join(table.read(order.orderId()), order, announcement, now));
  }

  /** Makes what payment or inventory says part of the order, and ends it if that decides it. */
  Outcome fold(Fact fact) {
    return writes.optimistically(() -> foldOnce(fact));
  }

  private static <T> T complete(
      OrderItem item,
      NewOrder order,
      List<OutputEvent> announcement,
      long now,
      Function<OrderItem, T> write) {
    item.describe(order);
    item.updatedAt = now;
    OrderDecision.apply(item, now);
    List<OutputEvent> returned = new ArrayList<>(announcement);
    returned.addAll(item.finalEvents);
    item.creationEvents = EventSizes.check(returned);
    return write.apply(item);
  }

  // Null: another writer was faster, look again.
  private @Nullable Outcome join(
      @Nullable OrderItem item, NewOrder order, List<OutputEvent> announcement, long now) {
    if (item == null) {
      return null;
    }
    if (item.isExpected()) {
      boolean written = complete(item, order, announcement, now, table::replace);
      return written ? Outcome.ok(item.creationEvents) : null;
    }
    return duplicate(item, order);
  }

  private static Outcome duplicate(OrderItem item, NewOrder order) {
    boolean sameOrigin = order.origin().name().equals(item.origin);
    boolean same =
        order.sharedHash().equals(item.sharedHash)
            && (!sameOrigin || order.fullHash().equals(item.fullHash));
    if (!same) {
      return Outcome.reject(
          "CONFLICTING_DUPLICATE",
          "order_id '%s' exists with other content: give every order its own id"
              .formatted(order.orderId()));
    }
    if (sameOrigin) {
      return Outcome.markerHit(item.creationEvents);
    }
    // Our own version 1 event coming back: it must not set the announcement off again.
    return order.messageId().equals(OrderEvents.createdV1Id(order.orderId()))
        ? Outcome.ok()
        : Outcome.markerHit(List.of());
  }

  private @Nullable Outcome foldOnce(Fact fact) {
    long now = clock.millis();
    OrderItem item = table.read(fact.orderId());
    if (item == null) {
      OrderItem stub = OrderItem.expected(fact.orderId(), now);
      stub.updatedAt = now;
      stub.record(fact);
      return table.create(stub).isEmpty() ? Outcome.ok() : null;
    }
    Boolean said = item.said(fact.side());
    if (said != null) {
      return said == fact.good()
          ? Outcome.markerHit(OrderDecision.ledToBy(item, fact.side()))
          : contradiction(item, fact);
    }
    item.record(fact);
    item.updatedAt = now;
    boolean ended = !item.isFinal() && OrderDecision.apply(item, now);
    EventSizes.check(item.finalEvents);
    if (!table.replace(item)) {
      return null;
    }
    return Outcome.ok(ended ? item.finalEvents : List.of());
  }

  private static Outcome contradiction(OrderItem item, Fact fact) {
    return Outcome.reject(
        "CONFLICTING_DUPLICATE",
        "%s says both yes and no to order_id '%s' (status %s): look at its own record of the order"
            .formatted(fact.side(), fact.orderId(), item.status));
  }
}
