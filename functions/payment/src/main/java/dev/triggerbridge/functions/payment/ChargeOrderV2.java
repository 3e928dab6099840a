package dev.triggerbridge.functions.payment;

import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** An order was created. */
final class ChargeOrderV2 implements Function<Message<OrderCreated>, Outcome> {
  private final Charging charging;

  ChargeOrderV2(Charging charging) {
    this.charging = charging;
  }

  @Override
  public Outcome apply(Message<OrderCreated> message) {
    return charging.charge(message.getPayload());
  }
}
