package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.inventory.InventoryTable.Written;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.CrashPoints;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Reserves and releases the stock of orders, each order once whatever is delivered and however
 * often. Thread-safe; blocks.
 */
final class Reservations {
  private final InventoryTable table;
  private final ConditionalWrites writes;
  private final Clock clock;
  private final int shards;

  Reservations(InventoryTable table, ConditionalWrites writes, Clock clock, int shards) {
    this.table = table;
    this.writes = writes;
    this.clock = clock;
    this.shards = shards;
  }

  /** Reserves all lines of an order or none. */
  Outcome reserve(OrderCreated order) {
    Demand demand;
    try {
      demand = Demand.of(order);
    } catch (ArithmeticException e) {
      return Outcome.reject(
          "INVALID_PAYLOAD",
          "items.quantity: the quantities of one SKU add up to more than %d: order less"
              .formatted(Long.MAX_VALUE));
    }
    if (demand.quantities().size() >= InventoryTable.MOST_ITEMS) {
      return tooManyItems(demand.quantities().size(), "SKUs");
    }
    ReserveAttempt attempt = new ReserveAttempt(table, clock, demand, shards);
    return throttledIfCancelledForIt(() -> writes.optimistically(attempt::round));
  }

  /** Returns the stock of a cancelled order; one not yet seen gets a tombstone. */
  Outcome release(String orderId) {
    return throttledIfCancelledForIt(
        () -> writes.<Outcome>optimistically(() -> releaseRound(orderId)));
  }

  static Outcome tooManyItems(int count, String of) {
    return Outcome.reject(
        "TOO_MANY_ITEMS",
        "items: %d %s, more than the %d that one transaction can reserve: split the order"
            .formatted(count, of, InventoryTable.MOST_ITEMS - 1));
  }

  /** A write is done and the answer is not yet given: the moment a crash is worst. */
  static void written() {
    CrashPoints.reached(Steps.AFTER_WRITE);
  }

  private @Nullable Outcome releaseRound(String orderId) {
    Optional<Reservation> found = table.find(orderId);
    if (found.isEmpty()) {
      return done(table.insert(Reservation.tombstone(orderId)), List.of());
    }
    Reservation reservation = found.get();
    return switch (reservation.status()) {
      case RESERVED -> {
        List<OutputEvent> events = InventoryEvents.released(reservation, clock.instant());
        yield done(table.release(reservation.released(events)), events);
      }
      case REJECTED, RELEASED, CANCELLED -> Outcome.markerHit(reservation.releaseEvents());
    };
  }

  private static @Nullable Outcome done(Written written, List<OutputEvent> events) {
    return switch (written) {
      case Written.Done() -> {
        written();
        yield Outcome.ok(events);
      }
      // Somebody was faster: look again.
      case Written.Existing(Reservation other) -> null;
      case Written.Short() ->
          throw new IllegalStateException("less stock is reserved than the order's row says");
    };
  }

  private static Outcome throttledIfCancelledForIt(Supplier<Outcome> work) {
    try {
      return work.get();
    } catch (TransactionCanceledException e) {
      // The exception itself says nothing of throttling; the reasons of its items do.
      return e.cancellationReasons().stream()
          .map(reason -> String.valueOf(reason.code()))
          .filter(code -> code.contains("Throttling") || code.contains("Throughput"))
          .findFirst()
          .map(code -> Outcome.throttled(null, "AWS_THROTTLED", code))
          .orElseThrow(() -> e);
    }
  }
}
