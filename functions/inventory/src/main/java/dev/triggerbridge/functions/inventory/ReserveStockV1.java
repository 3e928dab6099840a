package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.functions.support.FailureClassifier;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** Reserves the stock of an order created in version 1, whose twin in version 2 may come too. */
final class ReserveStockV1 implements Function<Message<OrderCreated>, Outcome> {
  private final Reservations reservations;
  private final OrderUpcaster upcaster;

  ReserveStockV1(Reservations reservations, String defaultCurrency) {
    this.reservations = reservations;
    this.upcaster = new OrderUpcaster(defaultCurrency);
  }

  @Override
  public Outcome apply(Message<OrderCreated> message) {
    try {
      return reservations.reserve(upcaster.toV2(message.getPayload()));
    } catch (InvalidEventException e) {
      return FailureClassifier.rejection(e);
    }
  }
}
