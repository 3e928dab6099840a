package dev.triggerbridge.functions.payment;

import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.functions.support.FailureClassifier;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** An order was created, as its first version says it. */
final class ChargeOrderV1 implements Function<Message<OrderCreated>, Outcome> {
  private final Charging charging;
  private final OrderUpcaster upcaster;

  ChargeOrderV1(Charging charging, OrderUpcaster upcaster) {
    this.charging = charging;
    this.upcaster = upcaster;
  }

  @Override
  public Outcome apply(Message<OrderCreated> message) {
    try {
      return charging.charge(upcaster.toV2(message.getPayload()));
    } catch (InvalidEventException e) {
      return FailureClassifier.rejection(e);
    }
  }
}
