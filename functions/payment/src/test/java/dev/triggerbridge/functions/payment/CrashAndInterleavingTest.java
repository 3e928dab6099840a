package dev.triggerbridge.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.events.OrderUpcaster;
import dev.triggerbridge.functions.payment.PaymentFixture.Killed;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.functions.support.RetryClass;
import dev.triggerbridge.local.gateway.FaultKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every order of an order's messages, with the process killed at every step and every pair of
 * steps, with and without answers that get lost: the ledger ends the same way.
 */
class CrashAndInterleavingTest {
  private static final List<String> STEPS =
      List.of(
          Steps.AFTER_PENDING,
          Steps.BEFORE_IDENTITY,
          Steps.AFTER_IDENTITY,
          Steps.AFTER_CHARGE,
          Steps.BEFORE_TOMBSTONE,
          "payment.before-cancel-call",
          "payment.after-cancel-call",
          Steps.AFTER_REFUNDING,
          Steps.AFTER_REFUND,
          Steps.AFTER_WRITE);

  /** Of these every two; every two of all would take minutes and are for the nightly suite. */
  private static final List<String> PAIRED =
      List.of(Steps.AFTER_PENDING, Steps.AFTER_IDENTITY, Steps.AFTER_CHARGE, Steps.AFTER_REFUNDING);

  /** Reached only by a cancellation that finds an open charge, so after another death. */
  private static final List<String> WITHDRAWING =
      List.of("payment.before-cancel-call", "payment.after-cancel-call", Steps.BEFORE_TOMBSTONE);

  private final PaymentFixture payments = new PaymentFixture();
  private final Set<String> died = new HashSet<>();

  @AfterEach
  void stop() {
    payments.close();
  }

  @Test
  void order_is_charged_once_wherever_the_process_dies() {
    for (Run run : runs(List.of(Kind.CREATED_V2, Kind.CREATED_V1))) {
      Seen seen = deliver(run);
      payments.assertLedger(run.order(), 1, 0);
      assertThat(seen.charge).as(run.toString()).hasSize(1);
      assertThat(seen.charge.iterator().next())
          .extracting(OutputEvent::subject)
          .containsExactly("payments.completed.v1");
    }
    assertThat(died)
        .containsExactlyInAnyOrder(
            Steps.AFTER_PENDING,
            Steps.BEFORE_IDENTITY,
            Steps.AFTER_IDENTITY,
            Steps.AFTER_CHARGE,
            Steps.AFTER_WRITE);
  }

  @Test
  void cancelled_order_costs_nothing_in_every_interleaving_wherever_the_process_dies() {
    for (Run run :
        runs(List.of(Kind.CREATED_V2, Kind.CREATED_V1, Kind.CANCELLED, Kind.CANCELLED))) {
      Seen seen = deliver(run);
      int charges = payments.gateway.ledger().chargesOf(run.order()).size();
      assertThat(charges).as(run.toString()).isLessThanOrEqualTo(1);
      payments.assertLedger(run.order(), charges, charges);
      assertThat(seen.charge).as("charge events of " + run).hasSize(1);
      assertThat(seen.refund).as("refund events of " + run).hasSize(1);
      assertThat(seen.charge.iterator().next()).as(run.toString()).hasSize(charges);
      assertThat(seen.refund.iterator().next()).as(run.toString()).hasSize(charges);
    }
    assertThat(died).containsExactlyInAnyOrderElementsOf(STEPS);
  }

  private Seen deliver(Run run) {
    if (run.lostAnswers()) {
      payments.gateway.faults().plan(run.order(), FaultKind.DROP_AFTER_CHARGE);
      payments.gateway.faults().plan(run.order(), FaultKind.DROP_AFTER_REFUND);
    }
    List<String> kills = new ArrayList<>(run.kills());
    Payments function =
        payments.function(
            step -> {
              if (kills.remove(step)) {
                died.add(step);
                throw new Killed(step);
              }
            });
    Deque<Kind> queue = new ArrayDeque<>(run.messages());
    Seen seen = new Seen(new HashSet<>(), new HashSet<>());
    for (int delivery = 0; !queue.isEmpty(); delivery++) {
      assertThat(delivery).as("deliveries of " + run).isLessThan(60);
      Kind message = queue.remove();
      try {
        switch (message.handle(function, run.order())) {
          case Outcome.Ok ok ->
              (message == Kind.CANCELLED ? seen.refund() : seen.charge()).add(ok.events());
          case Outcome.Retry retry -> {
            assertThat(retry.retryClass()).as(run.toString()).isNotEqualTo(RetryClass.FAILURE);
            // A third of a lease: some deliveries meet the dead execution's lease, later ones not.
            // A whole one: whichever message comes next takes over.
            payments.clock.advance(Duration.ofSeconds(run.lostAnswers() ? 6 : 16));
            queue.add(message);
          }
          case Outcome.Reject reject -> throw new AssertionError(run + ": " + reject);
        }
      } catch (Killed killed) {
        queue.add(message);
      }
    }
    return seen;
  }

  private static List<Run> runs(List<Kind> messages) {
    Set<List<Kind>> orders = new LinkedHashSet<>();
    permute(new ArrayList<>(messages), 0, orders);
    List<Run> runs = new ArrayList<>();
    for (List<Kind> order : orders) {
      for (List<String> kills : kills()) {
        runs.add(new Run(PaymentFixture.newOrder(), order, kills, false));
        runs.add(new Run(PaymentFixture.newOrder(), order, kills, true));
      }
    }
    return runs;
  }

  private static List<List<String>> kills() {
    List<List<String>> kills = new ArrayList<>(List.of(List.of()));
    STEPS.forEach(step -> kills.add(List.of(step)));
    for (String step : WITHDRAWING) {
      kills.add(List.of(Steps.AFTER_PENDING, step));
      kills.add(List.of(Steps.AFTER_IDENTITY, step));
    }
    for (int first = 0; first < PAIRED.size(); first++) {
      for (int second = first; second < PAIRED.size(); second++) {
        kills.add(List.of(PAIRED.get(first), PAIRED.get(second)));
      }
    }
    return kills;
  }

  private static void permute(List<Kind> messages, int from, Set<List<Kind>> orders) {
    if (from == messages.size()) {
      orders.add(List.copyOf(messages));
      return;
    }
    for (int i = from; i < messages.size(); i++) {
      Collections.swap(messages, from, i);
      permute(messages, from + 1, orders);
      Collections.swap(messages, from, i);
    }
  }

  private record Run(String order, List<Kind> messages, List<String> kills, boolean lostAnswers) {}

  /** The distinct answers: more than one means that a redelivery was answered differently. */
  private record Seen(Set<List<OutputEvent>> charge, Set<List<OutputEvent>> refund) {}

  private enum Kind {
    CREATED_V1,
    CREATED_V2,
    CANCELLED;

    Outcome handle(Payments function, String order) {
      return switch (this) {
        case CREATED_V1 -> {
          try {
            yield function
                .charging()
                .charge(new OrderUpcaster("EUR").toV2(Messages.createdV1(order)));
          } catch (InvalidEventException e) {
            throw new AssertionError(e);
          }
        }
        case CREATED_V2 -> function.charging().charge(Messages.created(order));
        case CANCELLED -> function.refunding().cancel(order);
      };
    }
  }
}
