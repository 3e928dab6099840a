package dev.triggerbridge.functions.testing;

import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** Requests of orders whose fate a test scripts. */
final class ScriptedBatches {
  static final ScriptedHandler HANDLER = new ScriptedHandler();
  static final String PLACED = "orders.placed.v1";

  private ScriptedBatches() {}

  static BatchResponse invoke(BatchRequest request) {
    return Invocations.invoke(HANDLER, request);
  }

  static BatchRequest request(String... orders) {
    BatchRequest request = BatchRequest.from("ORDERS");
    for (String order : orders) {
      request.add(PLACED, placed(order));
    }
    return request;
  }

  static void script(String order, Function<Message<OrderPlaced>, Outcome> script) {
    ScriptedFunctions.SCRIPTS.put(order, script);
  }

  static OutputEvent cancelled(String order) {
    return new OutputEvent(
        "event-" + order,
        "orders.cancelled.v1",
        OrderCancelled.newBuilder().setMessageId("event-" + order).setOrderId(order).build());
  }

  static OrderPlaced placed(String order) {
    return OrderPlaced.newBuilder()
        .setMessageId("placed-" + order)
        .setOrderId(order)
        .setCustomerId("c-1")
        .setTotal(Money.newBuilder().setMinorUnits(1234).setCurrency("EUR"))
        .setPaymentMethod("pm_card_visa")
        .setPlacedAt(1_764_000_000_000L)
        .build();
  }
}
