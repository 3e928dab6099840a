package dev.triggerbridge.functions.payment;

import static dev.triggerbridge.functions.payment.PaymentFixture.events;
import static dev.triggerbridge.functions.payment.PaymentFixture.newOrder;
import static dev.triggerbridge.functions.payment.PaymentFixture.subjects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.events.payments.v1.PaymentCompleted;
import dev.triggerbridge.events.payments.v1.PaymentFailed;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.support.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChargingTest {
  private final PaymentFixture payments = new PaymentFixture();
  private final String order = newOrder();

  @AfterEach
  void stop() {
    payments.close();
  }

  @Test
  void created_order_is_charged_and_announced_with_the_gateways_charge() throws Exception {
    Outcome outcome = payments.charge(order);

    assertThat(subjects(outcome)).containsExactly("payments.completed.v1");
    PaymentCompleted completed = PaymentCompleted.parseFrom(events(outcome).getFirst().data());
    assertThat(completed.getMessageId())
        .isEqualTo(events(outcome).getFirst().id())
        .isEqualTo("payment:" + order + ":charged");
    assertThat(completed.getAmount().getMinorUnits()).isEqualTo(Messages.AMOUNT);
    assertThat(completed.getGatewayChargeId())
        .isEqualTo(payments.gateway.ledger().chargesOf(order).getFirst().paymentIntent());
    assertThat(payments.gateway.ledger().chargesOf(order).getFirst().key())
        .isEqualTo(order + ":charge:confirm");
    Payment row = payments.row(order);
    assertThat(row.status()).isEqualTo(PaymentStatus.CHARGED);
    assertThat(row.gatewayChargeId()).isEqualTo(completed.getGatewayChargeId());
    assertThat(row.leaseUntil()).isZero();
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void redelivery_returns_the_stored_events_and_charges_nothing() {
    Outcome first = payments.charge(order);
    payments.clock.advance(Duration.ofDays(400));

    Outcome again = payments.charge(order);

    assertThat(again).isEqualTo(Outcome.markerHit(events(first)));
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void twin_of_another_version_is_a_duplicate() throws Exception {
    Outcome v2 = payments.charge(order);
    OrderCreated upcast =
        new OrderUpcaster("EUR")
            .toV2(
                Messages.createdV1(order).toBuilder()
                    .setMessageId("another")
                    .clearCurrency()
                    .clearPaymentMethod()
                    .build());

    assertThat(payments.function().charging().charge(upcast))
        .isEqualTo(Outcome.markerHit(events(v2)));
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void same_order_with_other_amount_or_customer_is_rejected() {
    payments.charge(order);
    for (OrderCreated other :
        new OrderCreated[] {
          Messages.created(order, 1, "pm_card_visa"),
          Messages.created(order).toBuilder().setCustomerId("customer-2").build()
        }) {
      Outcome outcome = payments.function().charging().charge(other);
      assertThat(outcome).isInstanceOf(Outcome.Reject.class);
      assertThat(((Outcome.Reject) outcome).code()).isEqualTo("CONFLICTING_DUPLICATE");
      assertThat(((Outcome.Reject) outcome).message()).contains(order);
    }
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void declined_card_fails_once_and_for_good() throws Exception {
    OrderCreated declined = Messages.created(order, 1998, "pm_card_declined");
    Outcome first = payments.function().charging().charge(declined);
    Outcome again = payments.function().charging().charge(declined);

    assertThat(subjects(first)).containsExactly("payments.failed.v1");
    PaymentFailed failed = PaymentFailed.parseFrom(events(first).getFirst().data());
    assertThat(failed.getReason()).isEqualTo("CARD_DECLINED");
    assertThat(failed.getDetail()).isEqualTo("generic_decline");
    assertThat(again).isEqualTo(Outcome.markerHit(events(first)));
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.DECLINED);
    assertThat(payments.gateway.ledger().declines()).hasSize(1);
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void payment_method_that_the_gateway_does_not_know_fails_for_good() throws Exception {
    Outcome outcome =
        payments.function().charging().charge(Messages.created(order, 1998, "no-such-method"));

    assertThat(PaymentFailed.parseFrom(events(outcome).getFirst().data()).getReason())
        .isEqualTo("INVALID_PAYMENT_REQUEST");
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void order_without_a_payment_method_is_charged_to_the_customers_default() {
    payments.function().charging().charge(Messages.created(order, Messages.AMOUNT, ""));
    assertThat(payments.gateway.ledger().chargesOf(order).getFirst().customerId())
        .isEqualTo("customer-1");
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void free_order_is_completed_and_cancelled_without_the_gateway() {
    OrderCreated free = Messages.created(order, 0, "");
    assertThat(subjects(payments.function().charging().charge(free)))
        .containsExactly("payments.completed.v1");
    assertThat(subjects(payments.cancel(order))).containsExactly("payments.refunded.v1");
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.REFUNDED);
    payments.assertLedger(order, 0, 0);
  }
}
