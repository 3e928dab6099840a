package dev.triggerbridge.functions.payment;

import static dev.triggerbridge.functions.payment.PaymentFixture.NOTHING;
import static dev.triggerbridge.functions.payment.PaymentFixture.events;
import static dev.triggerbridge.functions.payment.PaymentFixture.newOrder;
import static dev.triggerbridge.functions.payment.PaymentFixture.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.gateway.GatewayAnswer;
import dev.triggerbridge.functions.payment.gateway.HttpPaymentGateway;
import dev.triggerbridge.functions.payment.gateway.PaymentGateway;
import dev.triggerbridge.functions.payment.gateway.Refund;
import dev.triggerbridge.functions.payment.state.Payment;
import dev.triggerbridge.functions.payment.state.PaymentStatus;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyTest {
  private final PaymentFixture payments = new PaymentFixture();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final String order = newOrder();

  @AfterEach
  void stop() {
    executor.shutdownNow();
    payments.close();
  }

  @Test
  void race_of_created_orders_charges_once_and_answers_all_alike() throws Exception {
    payments.gateway.faults().latencyMillis(20);
    List<Future<Outcome>> racers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      racers.add(executor.submit(() -> untilOk(() -> payments.charge(order))));
    }
    Set<List<OutputEvent>> answers = new HashSet<>();
    for (Future<Outcome> racer : racers) {
      answers.add(events(racer.get(60, TimeUnit.SECONDS)));
    }
    assertThat(answers).hasSize(1);
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void race_of_creation_and_cancellation_ends_at_zero() throws Exception {
    payments.gateway.faults().latencyMillis(5);
    for (int round = 0; round < 10; round++) {
      String raced = newOrder();
      List<Future<Outcome>> racers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        racers.add(executor.submit(() -> untilOk(() -> payments.charge(raced))));
        racers.add(executor.submit(() -> untilOk(() -> payments.cancel(raced))));
      }
      for (Future<Outcome> racer : racers) {
        events(racer.get(60, TimeUnit.SECONDS));
      }
      int charges = payments.gateway.ledger().chargesOf(raced).size();
      assertThat(charges).isLessThanOrEqualTo(1);
      payments.assertLedger(raced, charges, charges);
    }
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
        Steps.AFTER_CHARGE,
        Steps.AFTER_WRITE
      })
  void execution_paused_past_its_lease_changes_nothing_when_it_wakes(String step) throws Exception {
    Pause pause = new Pause(step);
    Future<Outcome> zombie =
        executor.submit(() -> payments.function(pause).charging().charge(Messages.created(order)));
    pause.await();
    payments.leaseExpires();
    Outcome other = payments.charge(order);
    Payment settled = payments.row(order);
    assertThat(subjects(other)).containsExactly("payments.completed.v1");
    // The other one's keys are forgotten, too: no key can tell the gateway that it has charged.
    payments.clock.advance(Duration.ofHours(25));

    pause.resume();

    assertThat(events(zombie.get(30, TimeUnit.SECONDS))).isEqualTo(events(other));
    assertThat(payments.row(order)).isEqualTo(settled);
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
        "payment.before-confirm-call"
      })
  void cancellation_during_the_pause_before_a_charge_takes_and_gives_back_nothing(String step)
      throws Exception {
    Pause pause = new Pause(step);
    Future<Outcome> zombie =
        executor.submit(() -> payments.function(pause).charging().charge(Messages.created(order)));
    pause.await();
    payments.leaseExpires();
    assertThat(events(payments.cancel(order))).isEmpty();

    pause.resume();

    assertThat(events(zombie.get(30, TimeUnit.SECONDS))).isEmpty();
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CANCELLED);
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void cancellation_during_the_pause_after_a_charge_gives_it_back() throws Exception {
    Pause pause = new Pause(Steps.AFTER_CHARGE);
    Future<Outcome> zombie =
        executor.submit(() -> payments.function(pause).charging().charge(Messages.created(order)));
    pause.await();
    payments.leaseExpires();
    assertThat(subjects(payments.cancel(order))).containsExactly("payments.refunded.v1");

    pause.resume();

    assertThat(subjects(zombie.get(30, TimeUnit.SECONDS))).containsExactly("payments.completed.v1");
    payments.assertLedger(order, 1, 1);
  }

  @Test
  void cancellation_paused_before_it_tells_the_gateway_is_finished_by_the_next_charge()
      throws Exception {
    assertThatThrownBy(
            () ->
                payments
                    .function(PaymentFixture.killedAt(Steps.AFTER_IDENTITY))
                    .charging()
                    .charge(Messages.created(order)))
        .isInstanceOf(PaymentFixture.Killed.class);
    payments.leaseExpires();
    Pause pause = new Pause("payment.before-cancel-call");
    Future<Outcome> zombie =
        executor.submit(() -> payments.function(pause).refunding().cancel(order));
    pause.await();
    payments.leaseExpires();
    assertThat(events(payments.charge(order))).isEmpty();

    pause.resume();

    assertThat(events(zombie.get(30, TimeUnit.SECONDS))).isEmpty();
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CANCELLED);
    payments.assertLedger(order, 0, 0);
  }

  @Test
  void confirmation_stuck_on_its_way_arrives_after_the_cancellation_and_takes_nothing()
      throws Exception {
    Pause way = new Pause("way");
    Future<Outcome> zombie =
        executor.submit(
            () ->
                payments
                    .function(new SlowWay(payments.http(Duration.ofSeconds(5)), way), NOTHING)
                    .charging()
                    .charge(Messages.created(order)));
    way.await();
    payments.leaseExpires();
    assertThat(events(payments.cancel(order))).isEmpty();

    way.resume();

    assertThat(events(zombie.get(30, TimeUnit.SECONDS))).isEmpty();
    assertThat(payments.status(order)).isEqualTo(PaymentStatus.CANCELLED);
    payments.assertLedger(order, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payment.before-create-call",
        "payment.after-create-call",
        Steps.BEFORE_IDENTITY,
        "payment.before-confirm-call",
        Steps.AFTER_CHARGE
      })
  void execution_paused_past_the_life_of_its_keys_charges_nothing_when_it_wakes(String step)
      throws Exception {
    // A search that shows nothing yet: not even the one found charge is what the promise rests on.
    payments.gateway.faults().searchLagMillis(Duration.ofDays(7).toMillis());
    Pause pause = new Pause(step);
    Future<Outcome> zombie =
        executor.submit(() -> payments.function(pause).charging().charge(Messages.created(order)));
    pause.await();
    payments.clock.advance(Duration.ofHours(25));
    Outcome other = payments.charge(order);
    assertThat(subjects(other)).containsExactly("payments.completed.v1");

    pause.resume();

    assertThat(events(zombie.get(30, TimeUnit.SECONDS))).isEqualTo(events(other));
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void two_executions_that_confirm_at_once_charge_once() throws Exception {
    payments.gateway.faults().latencyMillis(300);
    Pause pause = new Pause("payment.before-confirm-call");
    Future<Outcome> first =
        executor.submit(() -> payments.function(pause).charging().charge(Messages.created(order)));
    pause.await();
    payments.leaseExpires();
    Future<Outcome> second = executor.submit(() -> untilOk(() -> payments.charge(order)));

    pause.resume();

    Outcome settled = second.get(60, TimeUnit.SECONDS);
    assertThat(subjects(settled)).containsExactly("payments.completed.v1");
    first.get(60, TimeUnit.SECONDS);
    assertThat(untilOk(() -> payments.charge(order))).isEqualTo(Outcome.markerHit(events(settled)));
    payments.assertLedger(order, 1, 0);
  }

  @Test
  void refund_paused_past_its_lease_is_made_once() throws Exception {
    payments.charge(order);
    Pause pause = new Pause(Steps.AFTER_REFUND);
    Future<Outcome> zombie =
        executor.submit(() -> payments.function(pause).refunding().cancel(order));
    pause.await();
    payments.leaseExpires();
    Outcome other = payments.cancel(order);

    pause.resume();

    assertThat(events(zombie.get(30, TimeUnit.SECONDS))).isEqualTo(events(other));
    payments.assertLedger(order, 1, 1);
  }

  /** As the bridge would: a retry is delivered again. */
  private static Outcome untilOk(Callable<Outcome> delivery) {
    return await()
        .atMost(Duration.ofSeconds(50))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(delivery, Outcome.Ok.class::isInstance);
  }

  /** Stops an execution at a step until told to go on. */
  private static final class Pause implements Steps {
    private final String step;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);

    Pause(String step) {
      this.step = step;
    }

    @Override
    public void reached(String current) {
      if (current.equals(step) && reached.getCount() > 0) {
        reached.countDown();
        try {
          assertThat(resumed.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }

    void await() throws InterruptedException {
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    }

    void resume() {
      resumed.countDown();
    }
  }

  /** A network that keeps a charge for as long as it likes. */
  private record SlowWay(HttpPaymentGateway gateway, Pause way) implements PaymentGateway {
    @Override
    public GatewayAnswer create(String key, Charge charge) {
      return gateway.create(key, charge);
    }

    @Override
    public GatewayAnswer find(String key, Charge charge) {
      return gateway.find(key, charge);
    }

    @Override
    public GatewayAnswer retrieve(String id, Charge charge) {
      return gateway.retrieve(id, charge);
    }

    @Override
    public GatewayAnswer confirm(String key, String id, Charge charge) {
      way.reached("way");
      return gateway.confirm(key, id, charge);
    }

    @Override
    public GatewayAnswer cancel(String key, String id, Charge charge) {
      return gateway.cancel(key, id, charge);
    }

    @Override
    public GatewayAnswer refund(String key, Refund refund) {
      return gateway.refund(key, refund);
    }

    @Override
    public GatewayAnswer findRefund(Refund refund) {
      return gateway.findRefund(refund);
    }
  }
}
