package dev.triggerbridge.functions.order;

import com.google.protobuf.Message;
import dev.triggerbridge.events.EventCodec;
import dev.triggerbridge.events.EventType;
import dev.triggerbridge.events.EventValidation;
import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.functions.order.NewOrder.Origin;
import dev.triggerbridge.functions.support.FailureClassifier;
import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The order function's decisions on a table of the caller's, without a Lambda around them: for
 * rebuilding orders from recorded messages. Nobody publishes what it returns, so it has no effect
 * but the rows. Thread-safe; calls block on DynamoDB.
 */
public final class OrderFold {
  private final Orders orders;
  private final OrderUpcaster upcaster;

  /**
   * @param dynamoDb kept by the caller
   * @param table with the string key {@code pk}; not the live one
   * @param defaultCurrency of {@code orders.created.v1} without one, as the live function has it
   */
  public OrderFold(DynamoDbClient dynamoDb, String table, String defaultCurrency) {
    this.orders =
        new Orders(
            new OrderTable(FunctionClients.enhanced(dynamoDb), table),
            new OrderEvents(false),
            InstantSource.system(),
            Duration.ZERO);
    this.upcaster = new OrderUpcaster(defaultCurrency);
  }

  /**
   * Makes one recorded message part of its order.
   *
   * @param subject as recorded; one that the function does not read changes nothing
   * @param contentType as recorded, or null
   * @return what the function would have answered; a rejection for what it would have rejected
   */
  public Outcome apply(String subject, @Nullable String contentType, byte[] payload) {
    EventType type = SubjectCatalogue.bySubject(subject).orElse(null);
    if (type == null) {
      return Outcome.ok();
    }
    try {
      Message event = EventCodec.decode(type, contentType, payload);
      EventValidation.check(event);
      return apply(event);
    } catch (InvalidEventException e) {
      return FailureClassifier.rejection(e);
    }
  }

  private Outcome apply(Message event) throws InvalidEventException {
    return switch (event) {
      case OrderPlaced placed -> orders.create(NewOrder.placed(placed));
      case OrderCreated created ->
          orders.adopt(NewOrder.adopted(Origin.ADOPTED, upcaster.toV2(created)));
      case dev.triggerbridge.events.orders.v2.OrderCreated created ->
          orders.adopt(NewOrder.adopted(Origin.ADOPTED_V2, created));
      case OrderDeadline deadline -> orders.expire(deadline);
      case PaymentCompleted fact -> orders.fold(Fact.of(fact));
      case PaymentFailed fact -> orders.fold(Fact.of(fact));
      case InventoryReserved fact -> orders.fold(Fact.of(fact));
      case InventoryRejected fact -> orders.fold(Fact.of(fact));
      default -> Outcome.ok();
    };
  }
}
