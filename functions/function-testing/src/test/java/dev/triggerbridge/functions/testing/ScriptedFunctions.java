package dev.triggerbridge.functions.testing;

import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsFunctions;
import dev.triggerbridge.functions.support.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.messaging.Message;

/** Functions that do per order what a test says. */
public final class ScriptedFunctions extends NatsFunctions {
  static final Map<String, Function<Message<OrderPlaced>, Outcome>> SCRIPTS =
      new ConcurrentHashMap<>();

  public ScriptedFunctions() {
    super("scripted");
  }

  @Override
  protected void define(FunctionDefinitions functions) {
    functions.record("scripted", OrderPlaced.class, context -> new Scripted(), "orders.placed.v1");
  }

  static final class Scripted implements Function<Message<OrderPlaced>, Outcome> {
    @Override
    public Outcome apply(Message<OrderPlaced> message) {
      return SCRIPTS
          .getOrDefault(message.getPayload().getOrderId(), ignored -> Outcome.ok())
          .apply(message);
    }
  }
}
