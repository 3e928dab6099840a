package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.functions.support.FailureClassifier;
import dev.triggerbridge.functions.support.Outcome;
import java.util.function.Function;
import org.springframework.messaging.Message;

/**
 * An order that another producer created, in whichever version. What we announced ourselves comes
 * back here, too, and must neither fail nor start anything.
 */
final class AdoptOrder<T> implements Function<Message<T>, Outcome> {
  private final Orders orders;
  private final Reading<T> reading;

  AdoptOrder(Orders orders, Reading<T> reading) {
    this.orders = orders;
    this.reading = reading;
  }

  @Override
  public Outcome apply(Message<T> message) {
    NewOrder order;
    try {
      order = reading.read(message.getPayload());
    } catch (InvalidEventException e) {
      return FailureClassifier.rejection(e);
    }
    return orders.adopt(order);
  }

  /** How a version is read. */
  @FunctionalInterface
  interface Reading<T> {
    NewOrder read(T event) throws InvalidEventException;
  }
}
