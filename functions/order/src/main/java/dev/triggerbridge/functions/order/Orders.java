package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.functions.order.Fact.Side;
import dev.triggerbridge.functions.order.NewOrder.Origin;
import dev.triggerbridge.functions.order.OrderEvents.UnrepresentableAmountException;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.EventSizes;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.functions.support.RetryClass;
import java.time.Duration;
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
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final OrderTable table;
  private final OrderEvents events;
  private final InstantSource clock;
  private final Duration deadline;
  private final ConditionalWrites writes = new ConditionalWrites();

  /**
   * @param deadline of orders that name none, counted from their first write; zero for never
   */
  Orders(OrderTable table, OrderEvents events, InstantSource clock, Duration deadline) {
    this.table = table;
    this.events = events;
    this.clock = clock;
    this.deadline = deadline;
  }

  /** Takes over an order that somebody announced, unless it is an announcement of our own. */
  Outcome adopt(NewOrder order) {
    // Message ids of this form are ours alone, see docs/schema-migration.md.
    return OrderEvents.isAnnouncement(order.orderId(), order.messageId())
        ? Outcome.ok()
        : create(order);
  }

  /** Creates an order; a duplicate returns what the first one did. */
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

  /**
   * Ends an order that is still open at its deadline. One that never arrived gets a tombstone: if
   * it comes later, out of the dead letters, it is cancelled already.
   */
  Outcome expire(OrderDeadline event) {
    long early = event.getDeadlineAt() - clock.millis();
    if (early > 0) {
      // Clocks differ, or somebody published it without deliverAt. It costs no attempt.
      return new Outcome.Retry(
          RetryClass.NOT_ATTEMPTED,
          Duration.ofMillis(Math.min(early, LONGEST_WAIT.toMillis())),
          "DEADLINE_NOT_REACHED",
          "deadline_at is %d ms ahead of this clock".formatted(early));
    }
    return writes.optimistically(() -> expireOnce(event.getOrderId()));
  }

  private <T> T complete(
      OrderItem item,
      NewOrder order,
      List<OutputEvent> announcement,
      long now,
      Function<OrderItem, T> write) {
    boolean late = item.isFinal();
    item.describe(order);
    item.updatedAt = now;
    List<OutputEvent> returned = new ArrayList<>();
    if (!late) {
      OrderDecision.apply(item, now);
      returned.addAll(announcement);
      returned.addAll(item.finalEvents);
      if (!item.isFinal()) {
        setDeadline(item, order.deadlineAt(), now);
        returned.addAll(item.deadlineEvents);
      }
    }
    item.creationEvents = EventSizes.check(returned);
    return write.apply(item);
  }

  private void setDeadline(OrderItem item, long asked, long now) {
    if (item.deadlineEvents.isEmpty() && (asked > 0 || deadline.isPositive())) {
      long at = asked > 0 ? asked : now + deadline.toMillis();
      item.deadlineEvents = List.of(OrderEvents.deadline(item.orderId, at));
    }
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
    // Another version or a copy of an announcement must not set the announcement off again.
    return Outcome.markerHit(sameOrigin ? item.creationEvents : List.of());
  }

  private @Nullable Outcome expireOnce(String orderId) {
    long now = clock.millis();
    OrderItem item = table.read(orderId);
    if (item == null) {
      OrderItem tombstone = OrderItem.expected(orderId, now);
      tombstone.updatedAt = now;
      OrderDecision.expire(tombstone, now);
      return table.create(tombstone).isEmpty() ? Outcome.ok(tombstone.finalEvents) : null;
    }
    if (item.isFinal()) {
      return Outcome.markerHit(OrderDecision.ledToByDeadline(item));
    }
    OrderDecision.expire(item, now);
    item.updatedAt = now;
    return table.replace(item) ? Outcome.ok(item.finalEvents) : null;
  }

  private @Nullable Outcome foldOnce(Fact fact) {
    long now = clock.millis();
    OrderItem item = table.read(fact.orderId());
    if (item == null) {
      OrderItem stub = OrderItem.expected(fact.orderId(), now);
      stub.updatedAt = now;
      stub.record(fact);
      stub.stubBy = fact.side().name();
      setDeadline(stub, 0, now);
      return table.create(stub).isEmpty() ? Outcome.ok(stub.deadlineEvents) : null;
    }
    Boolean said = item.said(fact.side());
    if (said != null) {
      return said == fact.good()
          ? Outcome.markerHit(returnedTo(fact.side(), item))
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

  private static List<OutputEvent> returnedTo(Side side, OrderItem item) {
    List<OutputEvent> returned = new ArrayList<>();
    if (side.name().equals(item.stubBy)) {
      returned.addAll(item.deadlineEvents);
    }
    returned.addAll(OrderDecision.ledToBy(item, side));
    return returned;
  }

  private static Outcome contradiction(OrderItem item, Fact fact) {
    return Outcome.reject(
        "CONFLICTING_DUPLICATE",
        "%s says both yes and no to order_id '%s' (status %s): look at its own record of the order"
            .formatted(fact.side(), fact.orderId(), item.status));
  }
}
