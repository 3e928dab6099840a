package dev.triggerbridge.functions.payment;

import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.orders.v1.OrderCancelled;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.functions.payment.gateway.HttpPaymentGateway;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.state.PaymentStore;
import dev.triggerbridge.functions.support.CrashPoints;
import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsFunctions;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Charges created orders and refunds cancelled ones. Settings come from the environment, see {@link
 * PaymentSettings}.
 */
public final class PaymentFunctions extends NatsFunctions {
  private final Function<PaymentSettings, PaymentGateway> gateway;

  public PaymentFunctions() {
    this(PaymentFunctions::http);
  }

  /** With another adapter: how the measurements put Stripe's own client in its place. */
  PaymentFunctions(Function<PaymentSettings, PaymentGateway> gateway) {
    super("payment");
    this.gateway = gateway;
  }

  private static PaymentGateway http(PaymentSettings settings) {
    return new HttpPaymentGateway(
        settings.gateway(),
        settings.apiKey(),
        PaymentSettings.CONNECT_TIMEOUT,
        settings.readTimeout());
  }

  @Override
  protected void define(FunctionDefinitions functions) {
    functions
        .bean(
            PaymentSettings.class,
            beans -> PaymentSettings.fromEnvironment(PaymentFunctions::setting))
        .bean(Payments.class, beans -> payments(beans.getBean(PaymentSettings.class)))
        .record(
            "chargeOrderV1",
            dev.triggerbridge.events.orders.v1.OrderCreated.class,
            beans ->
                new ChargeOrderV1(
                    beans.getBean(Payments.class).charging(),
                    new OrderUpcaster(beans.getBean(PaymentSettings.class).defaultCurrency())),
            "orders.created.v1")
        .record(
            "chargeOrderV2",
            OrderCreated.class,
            beans -> new ChargeOrderV2(beans.getBean(Payments.class).charging()),
            "orders.created.v2")
        .record(
            "cancelPayment",
            OrderCancelled.class,
            beans -> new CancelPayment(beans.getBean(Payments.class).refunding()),
            "orders.cancelled.v1");
  }

  // A process cannot change its environment, but a test learns the gateway's port while it runs.
  private static @Nullable String setting(String name) {
    String property = System.getProperty(name);
    return property == null ? System.getenv(name) : property;
  }

  private Payments payments(PaymentSettings settings) {
    return Payments.of(
        new PaymentStore(
            FunctionClients.enhanced(FunctionClients.dynamoDb()), settings.tableName()),
        gateway.apply(settings),
        Clock.systemUTC(),
        settings.lease(),
        settings.keyHorizon(),
        CrashPoints::reached);
  }
}
