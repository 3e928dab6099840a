package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** A customer's command: the order comes to be, once. */
final class PlaceOrder implements Function<Message<OrderPlaced>, Outcome> {
  private final Orders orders;

  PlaceOrder(Orders orders) {
    this.orders = orders;
  }

  @Override
  public Outcome apply(Message<OrderPlaced> message) {
    return orders.create(NewOrder.placed(message.getPayload()));
  }
}
