package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.functions.support.FailureClassifier;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/**
 * An order that another producer created. Our own {@code orders.created.v1} comes back here, too,
 * and must neither fail nor start anything.
 */
final class AdoptOrder implements Function<Message<OrderCreated>, Outcome> {
  private final Orders orders;
  private final OrderUpcaster upcaster;

  AdoptOrder(Orders orders, OrderUpcaster upcaster) {
    this.orders = orders;
    this.upcaster = upcaster;
  }

  @Override
  public Outcome apply(Message<OrderCreated> message) {
    try {
      return orders.create(NewOrder.adopted(upcaster.toV2(message.getPayload())));
    } catch (InvalidEventException e) {
      return FailureClassifier.rejection(e);
    }
  }
}
