package dev.triggerbridge.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Absent;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Busy;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Cancelled;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Contradiction;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Created;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Declined;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Done;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Throttled;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer.Unclear;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.gateway.Refund;
import dev.triggerbridge.local.gateway.FaultKind;
import dev.triggerbridge.local.gateway.Operation;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deployed adapter and Stripe's own client get the same answers from the simulator. */
class AdaptersAgreeTest {
  private final PaymentFixture payments = new PaymentFixture();
  private final String order = PaymentFixture.newOrder();
  private final Charge charge = new Charge(order, "customer-1", 1998, "EUR", "pm_card_visa");

  enum Adapter {
    DEPLOYED,
    STRIPES_OWN
  }

  @AfterEach
  void stop() {
    payments.close();
  }

  private PaymentGateway of(Adapter adapter) {
    return of(adapter, Duration.ofSeconds(5));
  }

  private PaymentGateway of(Adapter adapter, Duration patience) {
    return switch (adapter) {
      case DEPLOYED -> payments.http(patience);
      case STRIPES_OWN -> new StripeSdkGateway(payments.gateway.url(), patience);
    };
  }

  @ParameterizedTest
  @EnumSource
  void charge_is_created_found_confirmed_and_given_back_once(Adapter adapter) {
    PaymentGateway gateway = of(adapter);
    assertThat(gateway.find("k", charge)).isInstanceOf(Absent.class);
    String id = created(gateway.create("k", charge));
    payments.assertLedger(order, 0, 0);
    assertThat(gateway.create("k", charge)).isEqualTo(new Created(id));
    assertThat(gateway.find("k", charge)).isEqualTo(new Created(id));
    assertThat(gateway.retrieve(id, charge)).isEqualTo(new Created(id));
    assertThat(gateway.confirm("k2", id, charge)).isEqualTo(new Done(id));
    assertThat(gateway.confirm("k2", id, charge)).isEqualTo(new Done(id));
    // Under another key, too: the intent is what is charged once.
    assertThat(gateway.confirm("k3", id, charge)).isEqualTo(new Done(id));
    assertThat(gateway.retrieve(id, charge)).isEqualTo(new Done(id));
    assertThat(gateway.cancel("k4", id, charge)).isEqualTo(new Done(id));
    payments.assertLedger(order, 1, 0);
    Refund refund = new Refund(order, id, 1998);
    assertThat(gateway.findRefund(refund)).isInstanceOf(Absent.class);
    GatewayAnswer given = gateway.refund("r", refund);
    assertThat(given).isInstanceOf(Done.class);
    assertThat(gateway.findRefund(refund)).isEqualTo(given);
    assertThat(gateway.refund("r", refund)).isEqualTo(given);
    payments.assertLedger(order, 1, 1);
  }

  @ParameterizedTest
  @EnumSource
  void charge_of_an_order_whose_id_has_quotes_and_backslashes_is_found(Adapter adapter) {
    PaymentGateway gateway = of(adapter);
    Charge quoted = new Charge(order + "'\\'\"", "customer-1", 1998, "EUR", "pm_card_visa");
    String id = created(gateway.create("k", quoted));

    assertThat(gateway.find("k", quoted)).isEqualTo(new Created(id));
  }

  @ParameterizedTest
  @EnumSource
  void cancelled_charge_is_never_made(Adapter adapter) {
    PaymentGateway gateway = of(adapter);
    String id = created(gateway.create("k", charge));
    assertThat(gateway.cancel("c", id, charge)).isEqualTo(new Cancelled());
    assertThat(gateway.cancel("c2", id, charge)).isEqualTo(new Cancelled());
    assertThat(gateway.confirm("k2", id, charge)).isEqualTo(new Cancelled());
    payments.assertLedger(order, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void declined_charge_stays_declined_under_any_key(Adapter adapter) {
    PaymentGateway gateway = of(adapter);
    Charge poor = new Charge(order, "customer-1", 1998, "EUR", "pm_card_declined");
    String id = created(gateway.create("k", poor));
    Declined declined = new Declined("CARD_DECLINED", "generic_decline");
    assertThat(gateway.confirm("k2", id, poor)).isEqualTo(declined);
    assertThat(gateway.confirm("k2", id, poor)).isEqualTo(declined);
    assertThat(gateway.confirm("k3", id, poor)).isEqualTo(declined);
    assertThat(gateway.retrieve(id, poor)).isEqualTo(declined);
    payments.assertLedger(order, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void refusals_mean_the_same(Adapter adapter) throws Exception {
    PaymentGateway gateway = of(adapter);
    created(gateway.create("k", charge));
    assertThat(gateway.create("k", new Charge(order, "customer-1", 7, "EUR", "pm_card_visa")))
        .isInstanceOfSatisfying(
            Contradiction.class, found -> assertThat(found.reason()).isEqualTo("KEY_MISMATCH"));
    assertThat(gateway.create("k-2", new Charge(order, "c", 7, "EUR", "unknown")))
        .isEqualTo(new Declined("INVALID_PAYMENT_REQUEST", "payment_method"));
    payments.gateway.faults().plan(order, FaultKind.RATE_429);
    assertThat(gateway.create("k-3", charge)).isEqualTo(new Throttled(Duration.ofSeconds(1)));
    for (FaultKind fault :
        new FaultKind[] {FaultKind.RATE_503, FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER_CREATE}) {
      payments.gateway.faults().plan(order, fault);
      GatewayAnswer answer = gateway.create("k-" + fault, charge);
      // Under Stripe's client the JDK repeats a POST whose kept connection broke, whatever the
      // client's number of retries says; it gets the answer of the key.
      if (adapter == Adapter.DEPLOYED || fault == FaultKind.RATE_503) {
        assertThat(answer).isInstanceOf(Unclear.class);
      } else {
        assertThat(answer).isInstanceOfAny(Unclear.class, Created.class);
      }
    }
    payments.gateway.faults().plan(order, FaultKind.ERROR_BEFORE);
    assertThat(gateway.create("k-500", charge)).isInstanceOf(Unclear.class);
    assertThat(gateway.create("k-500", charge)).isInstanceOf(Unclear.class);
  }

  @ParameterizedTest
  @EnumSource
  void key_and_charge_that_are_in_use_are_busy(Adapter adapter) throws Exception {
    PaymentGateway gateway = of(adapter);
    String id = created(gateway.create("k", charge));
    payments.gateway.faults().slowMillis(1_000);
    payments.gateway.faults().plan(order, FaultKind.SLOW, Operation.CONFIRM);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<GatewayAnswer> slow = executor.submit(() -> gateway.confirm("k2", id, charge));
      Awaitility.await()
          .pollInterval(Duration.ofMillis(10))
          .until(() -> payments.gateway.faults().injected().getOrDefault(FaultKind.SLOW, 0L) == 1L);
      assertThat(gateway.confirm("k2", id, charge)).isEqualTo(new Busy());
      assertThat(gateway.cancel("c", id, charge)).isEqualTo(new Busy());
      assertThat(slow.get()).isEqualTo(new Done(id));
    }
    payments.assertLedger(order, 1, 0);
  }

  private static String created(GatewayAnswer answer) {
    assertThat(answer).isInstanceOf(Created.class);
    return ((Created) answer).gatewayId();
  }
}
