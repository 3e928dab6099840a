package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** An order's time is up: if it is still open, it ends. */
final class ExpireOrder implements Function<Message<OrderDeadline>, Outcome> {
  private final Orders orders;

  ExpireOrder(Orders orders) {
    this.orders = orders;
  }

  @Override
  public Outcome apply(Message<OrderDeadline> message) {
    return orders.expire(message.getPayload());
  }
}
