package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** Returns the stock of a cancelled order. */
final class ReleaseStock implements Function<Message<OrderCancelled>, Outcome> {
  private final Reservations reservations;

  ReleaseStock(Reservations reservations) {
    this.reservations = reservations;
  }

  @Override
  public Outcome apply(Message<OrderCancelled> message) {
    return reservations.release(message.getPayload().getOrderId());
  }
}
