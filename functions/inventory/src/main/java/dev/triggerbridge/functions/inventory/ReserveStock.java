package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** Reserves the stock of a created order. */
final class ReserveStock implements Function<Message<OrderCreated>, Outcome> {
  private final Reservations reservations;

  ReserveStock(Reservations reservations) {
    this.reservations = reservations;
  }

  @Override
  public Outcome apply(Message<OrderCreated> message) {
    return reservations.reserve(message.getPayload());
  }
}
