package dev.triggerbridge.functions.payment;

import static dev.triggerbridge.functions.payment.PaymentFixture.NOTHING;
import static dev.triggerbridge.functions.payment.PaymentFixture.events;
import static dev.triggerbridge.functions.payment.PaymentFixture.killedAt;
import static dev.triggerbridge.functions.payment.PaymentFixture.newOrder;
import static dev.triggerbridge.functions.payment.PaymentFixture.retry;
import static dev.triggerbridge.functions.payment.PaymentFixture.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.events.payments.v1.PaymentHeld;
import dev.triggerbridge.functions.payment.PaymentFixture.Killed;
import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.HttpPaymentGateway;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.RetryClass;
import dev.triggerbridge.local.gateway.FaultKind;
import dev.triggerbridge.local.gateway.Operation;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTroubleTest {
  private final PaymentFixture payments = new PaymentFixture();
  private final String order = newOrder();

  @AfterEach
  void stop() {
    payments.close();
  }

  @Test
  void throttling_gateway_is_given_the_time_it_asks_for() {
    payments.gateway.faults().retryAfterSeconds(3);
    payments.gateway.faults().plan(order, FaultKind.RATE_429);

    Outcome.Retry throttled = retry(payments.charge(order));

    assertThat(throttled.retryClass()).isEqualTo(RetryClass.THROTTLED);
    assertThat(throttled.delay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(subjects(payments.charge(order))).containsExactly("payments.completed.v1");
    payments.assertLedger(order, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_503, CREATE",
    "DROP_BEFORE, CREATE",
    "DROP_AFTER_CREATE, CREATE",
    "ERROR_AFTER, CREATE",
    "RATE_503, CONFIRM",
    "DROP_BEFORE, CONFIRM",
    "DROP_AFTER_CHARGE, CONFIRM",
    "ERROR_AFTER, CONFIRM"
  })
  void lost_answer_is_unknown_until_the_gateway_tells_what_happened(
      FaultKind fault, Operation operation) {
    payments.gateway.faults().plan(order, fault, operation);

    Outcome.Retry first = retry(payments.charge(order));

    assertThat(first.retryClass()).isEqualTo(RetryClass.UNAVAILABLE);
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.UNKNOWN);
    Outcome second = payments.charge(order);
    assertThat(subjects(second)).containsExactly("payments.completed.v1");
    assertThat(payments.charge(order)).isEqualTo(Outcome.markerHit(events(second)));
    assertThat(payments.gateway.faults().injected()).containsEntry(fault, 1L);
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void slow_gateway_is_waited_for_and_its_one_charge_found() {
    payments.gateway.faults().slowMillis(2_500);
    payments.gateway.faults().plan(order, FaultKind.SLOW, Operation.CONFIRM);
    Payments impatient = payments.function(payments.http(Duration.ofMillis(400)), NOTHING);

    assertThat(retry(impatient.charging().charge(Messages.created(order))).retryClass())
        .isEqualTo(RetryClass.UNAVAILABLE);
    Outcome.Retry conflict = retry(impatient.charging().charge(Messages.created(order)));

    assertThat(conflict.retryClass()).isEqualTo(RetryClass.NOT_ATTEMPTED);
    assertThat(conflict.code()).isEqualTo("PAYMENT_IN_PROGRESS");
    await().until(() -> impatient.charging().charge(Messages.created(order)) instanceof Outcome.Ok);
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CHARGED);
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void gateway_that_is_away_costs_no_attempt() {
    payments.gateway.faults().plan(order, FaultKind.DROP_BEFORE, Operation.CONFIRM);
    retry(payments.charge(order));
    payments.gateway.close();
    assertThat(retry(payments.charge(order)).retryClass()).isEqualTo(RetryClass.UNAVAILABLE);
    assertThat(retry(payments.cancel(order)).retryClass()).isEqualTo(RetryClass.UNAVAILABLE);
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.UNKNOWN);
  }

  @Test
  void order_that_the_gateway_never_heard_of_is_cancelled_while_the_gateway_is_away() {
    payments.gateway.close();
    assertThat(retry(payments.charge(order)).retryClass()).isEqualTo(RetryClass.UNAVAILABLE);
    assertThat(events(payments.cancel(order))).isEmpty();
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CREATE", "CONFIRM"})
  void error_saved_under_a_key_is_repeated_until_the_gateway_forgets_it(Operation operation) {
    payments.gateway.faults().plan(order, FaultKind.ERROR_BEFORE, operation);
    assertThat(retry(payments.charge(order)).code()).isEqualTo("GATEWAY_UNAVAILABLE");
    payments.clock.advance(Duration.ofHours(23));
    assertThat(retry(payments.charge(order)).code()).isEqualTo("GATEWAY_UNAVAILABLE");
    payments.assertLedger(order, 0, 0);
    payments.clock.advance(Duration.ofHours(2));

    assertThat(subjects(payments.charge(order))).containsExactly("payments.completed.v1");
    payments.assertLedger(order, 1, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Steps.AFTER_PENDING,
        "payment.before-create-call",
        "payment.after-create-call",
        Steps.BEFORE_IDENTITY,
        Steps.AFTER_IDENTITY,
        "payment.before-confirm-call",
        "payment.after-confirm-call",
        Steps.AFTER_CHARGE
      })
  void charge_that_was_left_is_finished_once_after_its_keys_were_forgotten(String step) {
    payments.gateway.faults().searchLagMillis(Duration.ofDays(7).toMillis());
    assertThatThrownBy(
            () -> payments.function(killedAt(step)).charging().charge(Messages.created(order)))
        .isInstanceOf(Killed.class);
    payments.clock.advance(Duration.ofHours(25));

    assertThat(subjects(payments.charge(order))).containsExactly("payments.completed.v1");
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void charge_that_somebody_cancelled_at_the_gateway_fails_for_good() throws Exception {
    payments.gateway.faults().plan(order, FaultKind.RATE_503, Operation.CONFIRM);
    retry(payments.charge(order));
    String id = Objects.requireNonNull(payments.row(order).gatewayChargeId());
    payments.http(Duration.ofSeconds(5)).cancel("by-hand", id, payments.row(order).charge());

    Outcome failed = payments.charge(order);

    assertThat(PaymentFailed.parseFrom(events(failed).getFirst().data()).getReason())
        .isEqualTo("CANCELLED_AT_GATEWAY");
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void charge_made_before_the_keys_were_forgotten_is_found_by_its_identity() {
    assertThatThrownBy(
            () ->
                payments
                    .function(killedAt(Steps.AFTER_CHARGE))
                    .charging()
                    .charge(Messages.created(order)))
        .isInstanceOf(Killed.class);
    payments.clock.advance(Duration.ofDays(30));

    assertThat(subjects(payments.charge(order))).containsExactly("payments.completed.v1");
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void key_that_was_used_with_other_parameters_is_held() throws Exception {
    payments
        .http(Duration.ofSeconds(5))
        .create(order + ":charge", new Charge(order, "someone", 7, "EUR", "pm_card_visa"));

    Outcome held = payments.charge(order);

    assertThat(PaymentHeld.parseFrom(events(held).getFirst().data()).getReason())
        .isEqualTo("KEY_MISMATCH");
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void charge_of_the_order_under_another_key_is_held_and_not_charged_again() throws Exception {
    payments.gateway.faults().plan(order, FaultKind.RATE_503, Operation.CREATE);
    retry(payments.charge(order));
    Charge byHand = new Charge(order, "customer-1", Messages.AMOUNT, "EUR", "pm_card_visa");
    HttpPaymentGateway dashboard = payments.http(Duration.ofSeconds(5));
    GatewayAnswer created = dashboard.create("by-hand", byHand);
    dashboard.confirm("by-hand-2", ((GatewayAnswer.Created) created).gatewayId(), byHand);

    Outcome held = payments.charge(order);

    assertThat(PaymentHeld.parseFrom(events(held).getFirst().data()).getReason())
        .isEqualTo("OTHER_CHARGE");
    payments.assertLedger(order, 1, 0);
  }
}
