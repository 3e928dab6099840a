package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v1.OrderCreated;
import dev.triggerbridge.functions.support.ConditionalWrites;
import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsFunctions;
import java.time.Clock;
import org.springframework.beans.factory.BeanFactory;

/** Reserves stock for created orders, and returns it when they are cancelled. */
public final class InventoryFunctions extends NatsFunctions {
  /** Configured by the environment, at the time its beans are made. */
  public InventoryFunctions() {
    super("inventory");
  }

  @Override
  protected void prime(BeanFactory beans) {
    beans.getBean(InventoryTable.class).find("priming-reads-no-order");
  }

  @Override
  protected void define(FunctionDefinitions functions) {
    functions
        .bean(InventorySettings.class, context -> InventorySettings.from(System.getenv()))
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
