package dev.triggerbridge.functions.order;

import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** What payment or inventory says about an order becomes part of its state. */
final class FoldFact<T> implements Function<Message<T>, Outcome> {
  private final Orders orders;
  private final Function<T, Fact> reading;

  FoldFact(Orders orders, Function<T, Fact> reading) {
    this.orders = orders;
    this.reading = reading;
  }

  @Override
  public Outcome apply(Message<T> message) {
    return orders.fold(reading.apply(message.getPayload()));
  }
}
