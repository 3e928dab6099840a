package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsFunctions;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.BeanFactory;

/** Reserves stock for created orders, and returns it when they are cancelled. */
public final class InventoryFunctions extends NatsFunctions {
  private final Map<String, String> environment;

  /** Configured by the environment of this process. */
  public InventoryFunctions() {
    this(System.getenv());
  }

  /**
   * For a process that runs several functions.
   *
   * @param environment values by the names of variables
   */
  public InventoryFunctions(Map<String, String> environment) {
    super("inventory");
    this.environment = environment;
  }

  @Override
  protected void prime(BeanFactory beans) {
    beans.getBean(InventoryTable.class).find("priming-reads-no-order");
  }

  @Override
  protected void define(FunctionDefinitions functions) {
    functions
        .bean(InventorySettings.class, context -> InventorySettings.from(environment))
        .bean(
            InventoryTable.class,
            context ->
                new InventoryTable(
                    FunctionClients.dynamoDb(),
                    context.getBean(InventorySettings.class).tableName(),
                    new ConditionalWrites()))
        .bean(
            Reservations.class,
            context ->
                new Reservations(
                    context.getBean(InventoryTable.class),
                    new ConditionalWrites(),
                    Clock.systemUTC(),
                    context.getBean(InventorySettings.class).skuShards()))
        .record(
            "reserveStock",
            dev.triggerbridge.events.orders.v2.OrderCreated.class,
            context -> new ReserveStock(context.getBean(Reservations.class)),
            "orders.created.v2")
        .record(
            "reserveStockV1",
            OrderCreated.class,
            context ->
                new ReserveStockV1(
                    context.getBean(Reservations.class),
                    context.getBean(InventorySettings.class).defaultCurrency()),
            "orders.created.v1")
        .record(
            "releaseStock",
            OrderCancelled.class,
            context -> new ReleaseStock(context.getBean(Reservations.class)),
            "orders.cancelled.v1");
  }
}
