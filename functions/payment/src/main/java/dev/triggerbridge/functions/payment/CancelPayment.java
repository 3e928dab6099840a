package dev.triggerbridge.functions.payment;

import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** An order was cancelled. */
final class CancelPayment implements Function<Message<OrderCancelled>, Outcome> {
  private final Refunding refunding;

  CancelPayment(Refunding refunding) {
    this.refunding = refunding;
  }

  @Override
  public Outcome apply(Message<OrderCancelled> message) {
    return refunding.cancel(message.getPayload().getOrderId());
  }
}
