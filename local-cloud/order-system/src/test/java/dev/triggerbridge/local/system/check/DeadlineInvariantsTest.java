package dev.triggerbridge.local.system.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.events.commerce.v1.LineItem;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v1.OrderDeadline;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An order that inventory never answers: o-9, paid, given up by inventory, cancelled, refunded. */
class DeadlineInvariantsTest {
  private final World world = World.healthy();

  @Test
  void order_that_ends_at_its_deadline_with_its_money_back_holds_every_invariant() {
    unanswered(true, true, true);

    assertThat(broken()).isEmpty();
  }

  @Test
  void cancellation_at_a_deadline_that_never_came_is_noticed() {
    unanswered(true, false, true);

    assertThat(broken())
        .containsExactly("order o-9 is DEADLINE_EXCEEDED without orders.deadline.v1");
  }

  @Test
  void order_that_costs_money_after_its_deadline_is_noticed() {
    unanswered(true, true, false);

    assertThat(broken()).containsExactly("order o-9 is CANCELLED with 1 charges and 0 refunds");
  }

  @Test
  void order_that_nobody_can_reserve_and_nobody_gave_up_is_noticed() {
    unanswered(false, true, true);

    assertThat(broken()).hasSize(1).first().asString().startsWith("no dead letter: inventory");
  }

  private void unanswered(boolean letter, boolean deadline, boolean refund) {
    OrderCreated.Builder order =
        OrderCreated.newBuilder()
            .setMessageId("m-9")
            .setOrderId("o-9")
            .setCustomerId("c")
            .setTotal(Money.newBuilder().setMinorUnits(300).setCurrency("EUR"));
    for (int sku = 0; sku < PlannedOrder.TOO_MANY_SKUS; sku++) {
      order.addItems(LineItem.newBuilder().setSku("odd-" + sku).setQuantity(1));
    }
    Position created = world.publish("orders.created.v2", order.build());
    if (letter) {
      world.letter("inventory", created);
    }
    world.paid("o-9");
    if (deadline) {
      world.publish(
          "orders.deadline.v1",
          OrderDeadline.newBuilder()
              .setMessageId("order:o-9:deadline")
              .setOrderId("o-9")
              .setDeadlineAt(1)
              .build());
    }
    world.cancelled("o-9", "DEADLINE_EXCEEDED");
    if (refund) {
      world.ledger.add(new LedgerEntry(LedgerEntry.Kind.REFUND, "o-9", "o-9:refund", 300, "EUR"));
    }
    world.auditEverything();
  }

  private List<String> broken() {
    return Checker.check(world.evidence()).stream()
        .filter(verdict -> !verdict.holds())
        .map(Verdict::detail)
        .toList();
  }
}
