package dev.triggerbridge.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.payment.gateway.HttpPaymentGateway;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.payment.state.PaymentStore;
import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.gateway.GatewayOptions;
import dev.triggerbridge.local.gateway.PaymentGateway;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The state machine on a real table (one per process) and a real gateway of its own. */
final class PaymentFixture implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(15);
  static final Duration HORIZON = Duration.ofHours(23);
  static final Steps NOTHING = step -> {};
  private static final DynamoDbLocal DYNAMO_DB = startDynamoDb();
  private static final DynamoDbClient CLIENT = DYNAMO_DB.client();
  private static final AtomicInteger ORDERS = new AtomicInteger();

  final MutableClock clock = new MutableClock();
  final PaymentGateway gateway = PaymentGateway.start(GatewayOptions.defaults().withClock(clock));
  final PaymentStore store = new PaymentStore(FunctionClients.enhanced(CLIENT), "payments");

  private static DynamoDbLocal startDynamoDb() {
    DynamoDbLocal local = DynamoDbLocal.start(null);
    local.createTable("payments", "pk", null, null);
    Runtime.getRuntime().addShutdownHook(new Thread(local::close));
    return local;
  }

  static String dynamoDbEndpoint() {
    return DYNAMO_DB.endpoint().toString();
  }

  static DynamoDbClient client() {
    return CLIENT;
  }

  static String newOrder() {
    return "order-" + ORDERS.incrementAndGet();
  }

  /** One execution environment of the function. */
  Payments function() {
    return function(NOTHING);
  }

  Payments function(Steps steps) {
    return function(http(Duration.ofSeconds(5)), steps);
  }

  Payments function(dev.triggerbridge.functions.payment.gateway.PaymentGateway port, Steps steps) {
    return Payments.of(store, port, clock, LEASE, HORIZON, steps);
  }

  HttpPaymentGateway http(Duration readTimeout) {
    return new HttpPaymentGateway(gateway.url(), "", Duration.ofSeconds(1), readTimeout);
  }

  Outcome charge(String orderId) {
    return function().charging().charge(Messages.created(orderId));
  }

  Outcome cancel(String orderId) {
    return function().refunding().cancel(orderId);
  }

  PaymentStatus status(String orderId) {
    return row(orderId).status();
  }

  Payment row(String orderId) {
    return Objects.requireNonNull(store.find(orderId), "no row of " + orderId);
  }

  void leaseExpires() {
    clock.advance(LEASE.plusSeconds(1));
  }

  /** The ledger is the judge: how often and how much, whatever the table says. */
  void assertLedger(String orderId, int charges, int refunds) {
    assertThat(gateway.ledger().chargesOf(orderId)).as("charges of %s", orderId).hasSize(charges);
    assertThat(gateway.ledger().refundsOf(orderId)).as("refunds of %s", orderId).hasSize(refunds);
    assertThat(gateway.ledger().netOf(orderId))
        .as("net of %s", orderId)
        .isEqualTo((charges - refunds) * Messages.AMOUNT);
  }

  static List<OutputEvent> events(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    return ((Outcome.Ok) outcome).events();
  }

  static List<String> subjects(Outcome outcome) {
    return events(outcome).stream().map(OutputEvent::subject).toList();
  }

  static Outcome.Retry retry(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    return (Outcome.Retry) outcome;
  }

  @Override
  public void close() {
    gateway.close();
  }

  /** Stands for the death of the process: nothing of ours catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String step) {
      super(step);
    }
  }

  static Steps killedAt(String fatal) {
    return step -> {
      if (step.equals(fatal)) {
        throw new Killed(step);
      }
    };
  }
}
