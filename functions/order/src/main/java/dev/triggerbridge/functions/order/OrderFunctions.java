package dev.triggerbridge.functions.order;

import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.inventory.v1.InventoryRejected;
import dev.triggerbridge.events.inventory.v1.InventoryReserved;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v1.OrderPlaced;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.functions.order.NewOrder.Origin;
import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsFunctions;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * Creates orders and folds what payment and inventory say into them. Settings come from the
 * environment, see {@link OrderSettings}.
 */
public final class OrderFunctions extends NatsFunctions {
  private final Function<String, @Nullable String> environment;

  /** Configured by the environment of this process. */
  public OrderFunctions() {
    this(System::getenv);
  }

  /**
   * For a process that runs several functions.
   *
   * @param environment gives a variable's value, or null
   */
  public OrderFunctions(Function<String, @Nullable String> environment) {
    super("order");
    this.environment = environment;
  }

  @Override
  protected void prime(BeanFactory beans) {
    beans.getBean(OrderTable.class).read("priming-reads-no-order");
  }

  @Override
  protected void define(FunctionDefinitions functions) {
    functions
        .bean(OrderSettings.class, beans -> OrderSettings.fromEnvironment(environment))
        .bean(
            OrderTable.class,
            beans ->
                new OrderTable(
                    FunctionClients.enhanced(FunctionClients.dynamoDb()),
                    beans.getBean(OrderSettings.class).tableName()))
        .bean(
            Orders.class,
            beans ->
                new Orders(
                    beans.getBean(OrderTable.class),
                    new OrderEvents(beans.getBean(OrderSettings.class).publishCreatedV1()),
                    InstantSource.system(),
                    beans.getBean(OrderSettings.class).deadline()))
        .record(
            "placeOrder",
            OrderPlaced.class,
            beans -> new PlaceOrder(beans.getBean(Orders.class)),
            "orders.placed.v1")
        .record(
            "adoptOrder",
            OrderCreated.class,
            beans -> {
              OrderUpcaster upcaster =
                  new OrderUpcaster(beans.getBean(OrderSettings.class).defaultCurrency());
              return new AdoptOrder<>(
                  beans.getBean(Orders.class),
                  event -> NewOrder.adopted(Origin.ADOPTED, upcaster.toV2(event)));
            },
            "orders.created.v1")
        .record(
            "adoptOrderV2",
            dev.triggerbridge.events.orders.v2.OrderCreated.class,
            beans ->
                new AdoptOrder<>(
                    beans.getBean(Orders.class),
                    event -> NewOrder.adopted(Origin.ADOPTED_V2, event)),
            "orders.created.v2")
        .record(
            "expireOrder",
            OrderDeadline.class,
            beans -> new ExpireOrder(beans.getBean(Orders.class)),
            "orders.deadline.v1")
        .record(
            "paymentCompleted",
            PaymentCompleted.class,
            beans -> new FoldFact<>(beans.getBean(Orders.class), Fact::of),
            "payments.completed.v1")
        .record(
            "paymentFailed",
            PaymentFailed.class,
            beans -> new FoldFact<>(beans.getBean(Orders.class), Fact::of),
            "payments.failed.v1")
        .record(
            "inventoryReserved",
            InventoryReserved.class,
            beans -> new FoldFact<>(beans.getBean(Orders.class), Fact::of),
            "inventory.reserved.v1")
        .record(
            "inventoryRejected",
            InventoryRejected.class,
            beans -> new FoldFact<>(beans.getBean(Orders.class), Fact::of),
            "inventory.rejected.v1");
  }
}
