package dev.triggerbridge.functions.payment;

import static dev.triggerbridge.functions.payment.PaymentFixture.HORIZON;
import static dev.triggerbridge.functions.payment.PaymentFixture.events;
import static dev.triggerbridge.functions.payment.PaymentFixture.killedAt;
import static dev.triggerbridge.functions.payment.PaymentFixture.newOrder;
import static dev.triggerbridge.functions.payment.PaymentFixture.retry;
import static dev.triggerbridge.functions.payment.PaymentFixture.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.events.payments.v1.PaymentHeld;
import dev.triggerbridge.events.payments.v1.PaymentRefunded;
import dev.triggerbridge.functions.payment.PaymentFixture.Killed;
import dev.triggerbridge.functions.payment.gateway.Refund;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.RetryClass;
import dev.triggerbridge.local.gateway.FaultKind;
import dev.triggerbridge.local.gateway.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefundingTest {
  private final PaymentFixture payments = new PaymentFixture();
  private final String order = newOrder();

  @AfterEach
  void stop() {
    payments.close();
  }

  @Test
  void cancelled_order_is_refunded_once_and_redelivery_returns_the_stored_event() throws Exception {
    Outcome completed = payments.charge(order);
    Outcome refunded = payments.cancel(order);

    assertThat(subjects(refunded)).containsExactly("payments.refunded.v1");
    PaymentRefunded event = PaymentRefunded.parseFrom(events(refunded).getFirst().data());
    assertThat(event.getMessageId()).isEqualTo("payment:" + order + ":refunded");
    assertThat(event.getGatewayRefundId())
        .isEqualTo(payments.gateway.ledger().refundsOf(order).getFirst().id());
    assertThat(payments.cancel(order)).isEqualTo(Outcome.markerHit(events(refunded)));
    assertThat(payments.charge(order)).isEqualTo(Outcome.markerHit(events(completed)));
    payments.assertLedger(order, 1, 1);
  }

  @Test
  void cancellation_that_arrives_first_leaves_a_tombstone_and_nothing_is_charged() {
    assertThat(payments.cancel(order)).isEqualTo(Outcome.ok());
    assertThat(payments.cancel(order)).isEqualTo(Outcome.markerHit(List.of()));
    assertThat(payments.charge(order)).isEqualTo(Outcome.markerHit(List.of()));
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CANCELLED);
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void declined_payment_needs_no_refund() {
    payments.function().charging().charge(Messages.created(order, 1998, "pm_card_declined"));
    assertThat(events(payments.cancel(order))).isEmpty();
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.DECLINED);
    payments.assertLedger(order, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"DROP_AFTER_CHARGE", "ERROR_AFTER"})
  void unknown_charge_that_was_made_is_found_before_it_is_refunded(FaultKind fault) {
    payments.gateway.faults().plan(order, fault, Operation.CONFIRM);
    retry(payments.charge(order));

    assertThat(subjects(payments.cancel(order))).containsExactly("payments.refunded.v1");

    assertThat(subjects(payments.charge(order))).containsExactly("payments.completed.v1");
    payments.assertLedger(order, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_503, CREATE",
    "DROP_BEFORE, CREATE",
    "DROP_AFTER_CREATE, CREATE",
    "ERROR_AFTER, CREATE",
    "RATE_503, CONFIRM",
    "DROP_BEFORE, CONFIRM",
    "ERROR_BEFORE, CONFIRM"
  })
  void unknown_charge_that_was_not_made_is_cancelled_and_nothing_is_taken(
      FaultKind fault, Operation operation) {
    payments.gateway.faults().plan(order, fault, operation);
    retry(payments.charge(order));

    assertThat(events(payments.cancel(order))).isEmpty();

    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CANCELLED);
    assertThat(events(payments.charge(order))).isEmpty();
    payments.assertLedger(order, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"RATE_429", "RATE_503", "DROP_BEFORE", "DROP_AFTER_CANCEL", "ERROR_AFTER"})
  void cancellation_whose_answer_is_lost_takes_nothing(FaultKind fault) {
    payments.gateway.faults().plan(order, FaultKind.DROP_BEFORE, Operation.CONFIRM);
    retry(payments.charge(order));
    payments.gateway.faults().plan(order, fault, Operation.CANCEL);

    retry(payments.cancel(order));

    assertThat(events(payments.charge(order))).isEmpty();
    assertThat(events(payments.cancel(order))).isEmpty();
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CANCELLED);
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void cancellation_waits_for_the_execution_that_is_charging() {
    assertThatThrownBy(
            () ->
                payments
                    .function(killedAt(Steps.AFTER_PENDING))
                    .charging()
                    .charge(Messages.created(order)))
        .isInstanceOf(Killed.class);

    Outcome.Retry waiting = retry(payments.cancel(order));

    assertThat(waiting.retryClass()).isEqualTo(RetryClass.NOT_ATTEMPTED);
    assertThat(waiting.delay()).isEqualTo(Duration.ofSeconds(2));
    payments.leaseExpires();
    assertThat(events(payments.cancel(order))).isEmpty();
    payments.assertLedger(order, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"RATE_429", "RATE_503", "DROP_BEFORE", "DROP_AFTER_REFUND", "ERROR_AFTER"})
  void refund_whose_answer_is_lost_is_made_once(FaultKind fault) {
    payments.charge(order);
    payments.gateway.faults().plan(order, fault);

    Outcome.Retry first = retry(payments.cancel(order));

    assertThat(first.retryClass())
        .isEqualTo(fault == FaultKind.RATE_429 ? RetryClass.THROTTLED : RetryClass.UNAVAILABLE);
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.REFUNDING);
    assertThat(subjects(payments.cancel(order))).containsExactly("payments.refunded.v1");
    payments.assertLedger(order, 1, 1);
  }

  @Test
  void refund_made_by_hand_is_taken_as_the_refund() {
    payments.charge(order);
    payments
        .http(Duration.ofSeconds(5))
        .refund(
            "by-hand",
            new Refund(
                order,
                payments.gateway.ledger().chargesOf(order).getFirst().paymentIntent(),
                Messages.AMOUNT));

    assertThat(subjects(payments.cancel(order))).containsExactly("payments.refunded.v1");
    payments.assertLedger(order, 1, 1);
  }

  @Test
  void refund_that_cannot_be_settled_within_the_life_of_its_key_is_held() throws Exception {
    Outcome completed = payments.charge(order);
    payments.gateway.faults().plan(order, FaultKind.ERROR_BEFORE);
    retry(payments.cancel(order));
    payments.clock.advance(HORIZON);

    Outcome held = payments.cancel(order);

    assertThat(PaymentHeld.parseFrom(events(held).getFirst().data()).getReason())
        .isEqualTo("REFUND_KEY_EXPIRED");
    assertThat(payments.cancel(order)).isEqualTo(Outcome.markerHit(events(held)));
    assertThat(payments.charge(order)).isEqualTo(Outcome.markerHit(events(completed)));
    payments.assertLedger(order, 1, 0);
  }
}
