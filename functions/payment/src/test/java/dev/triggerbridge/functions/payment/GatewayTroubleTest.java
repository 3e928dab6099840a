package dev.triggerbridge.functions.payment;

import static dev.triggerbridge.functions.payment.PaymentFixture.HORIZON;
import static dev.triggerbridge.functions.payment.PaymentFixture.NOTHING;
import static dev.triggerbridge.functions.payment.PaymentFixture.events;
import static dev.triggerbridge.functions.payment.PaymentFixture.killedAt;
import static dev.triggerbridge.functions.payment.PaymentFixture.newOrder;
import static dev.triggerbridge.functions.payment.PaymentFixture.retry;
import static dev.triggerbridge.functions.payment.PaymentFixture.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.events.payments.v1.PaymentHeld;
import dev.triggerbridge.functions.payment.PaymentFixture.Killed;
import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.RetryClass;
import dev.triggerbridge.local.gateway.FaultKind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  @EnumSource(
      value = FaultKind.class,
      names = {"RATE_503", "DROP_BEFORE", "DROP_AFTER_CHARGE", "ERROR_AFTER"})
  void lost_answer_is_unknown_until_the_gateway_tells_what_happened(FaultKind fault) {
    payments.gateway.faults().plan(order, fault);

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
    payments.gateway.faults().plan(order, FaultKind.SLOW);
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
    payments.gateway.close();
    assertThat(retry(payments.charge(order)).retryClass()).isEqualTo(RetryClass.UNAVAILABLE);
    assertThat(retry(payments.cancel(order)).retryClass()).isEqualTo(RetryClass.UNAVAILABLE);
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.UNKNOWN);
  }

  @Test
  void error_saved_under_the_key_is_repeated_until_the_horizon_and_then_held() throws Exception {
    payments.gateway.faults().plan(order, FaultKind.ERROR_BEFORE);
    assertThat(retry(payments.charge(order)).code()).isEqualTo("GATEWAY_UNAVAILABLE");
    payments.clock.advance(HORIZON.minusMinutes(1));
    assertThat(retry(payments.charge(order)).code()).isEqualTo("GATEWAY_UNAVAILABLE");
    payments.clock.advance(Duration.ofMinutes(2));

    Outcome held = payments.charge(order);

    assertThat(subjects(held)).containsExactly("payments.held.v1");
    assertThat(PaymentHeld.parseFrom(events(held).getFirst().data()).getReason())
        .isEqualTo("KEY_EXPIRED");
    assertThat(payments.charge(order)).isEqualTo(Outcome.markerHit(events(held)));
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void key_past_its_horizon_is_never_used_again() {
    assertThatThrownBy(
            () ->
                payments
                    .function(killedAt(Steps.AFTER_PENDING))
                    .charging()
                    .charge(Messages.created(order)))
        .isInstanceOf(Killed.class);
    payments.clock.advance(Duration.ofHours(25));

    assertThat(subjects(payments.charge(order))).containsExactly("payments.held.v1");

    assertThat(subjects(payments.cancel(order))).containsExactly("payments.held.v1");
    assertThat(payments.row(order).cancelRequested()).isTrue();
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void charge_made_before_the_key_was_forgotten_is_found_by_order() {
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
        .charge(order + ":charge", new Charge(order, "someone", 7, "EUR", ""));

    Outcome held = payments.charge(order);

    assertThat(PaymentHeld.parseFrom(events(held).getFirst().data()).getReason())
        .isEqualTo("KEY_MISMATCH");
    assertThat(payments.gateway.ledger().chargesOf(order)).hasSize(1);
  }

  @Test
  void charge_of_the_order_under_another_key_is_held_and_not_charged_again() throws Exception {
    payments.gateway.faults().plan(order, FaultKind.RATE_503);
    retry(payments.charge(order));
    payments
        .http(Duration.ofSeconds(5))
        .charge("by-hand", new Charge(order, "customer-1", Messages.AMOUNT, "EUR", ""));

    Outcome held = payments.charge(order);

    assertThat(PaymentHeld.parseFrom(events(held).getFirst().data()).getReason())
        .isEqualTo("OTHER_CHARGE");
    payments.assertLedger(order, 1, 0);
  }
}
