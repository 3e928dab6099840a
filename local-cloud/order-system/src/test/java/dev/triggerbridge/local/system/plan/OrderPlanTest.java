package dev.triggerbridge.local.system.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.local.system.plan.PlannedOrder.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPlanTest {
  @Test
  void plan_is_repeated_by_its_seed() {
    assertThat(OrderPlan.of("a", 200, 7, true)).isEqualTo(OrderPlan.of("a", 200, 7, true));
    assertThat(OrderPlan.of("a", 200, 7, true)).isNotEqualTo(OrderPlan.of("a", 200, 8, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 60, 300, 1_000})
  void plan_holds_every_condition_at_any_mixed_size(int count) {
    for (long seed = 0; seed < 50; seed++) {
      OrderPlan plan = OrderPlan.of("a", count, seed, true);

      assertThat(plan.orders()).as("seed %d", seed).hasSize(count);
      assertThat(plan.count(Kind.DECLINED)).isPositive();
      assertThat(plan.count(Kind.FOREIGN_JSON)).isPositive();
      assertThat(plan.count(Kind.UNANSWERED)).isPositive();
      assertThat(plan.duplicates()).isPositive();
      assertThat(plan.poisonPositions()).hasSize(OrderPlan.POISON).isSorted();
      assertThat(plan.gatewayFaults())
          .hasSize(3)
          .allSatisfy((fault, orders) -> assertThat(orders).isNotEmpty().doesNotHaveDuplicates());
      assertThat(plan.stock().get("a-item-limited"))
          .isPositive()
          .isLessThan(plan.count(Kind.SELL_OUT));
    }
  }

  @Test
  void order_ids_and_skus_of_two_runs_never_meet() {
    OrderPlan first = OrderPlan.of("run1", 50, 7, true);
    OrderPlan second = OrderPlan.of("run2", 50, 7, true);

    assertThat(first.orders()).extracting(PlannedOrder::orderId).doesNotHaveDuplicates();
    assertThat(second.orders())
        .extracting(PlannedOrder::orderId)
        .doesNotContainAnyElementsOf(first.orders().stream().map(PlannedOrder::orderId).toList());
    assertThat(second.stock().keySet()).doesNotContainAnyElementsOf(first.stock().keySet());
  }

  @Test
  void totals_are_the_sum_of_the_lines_where_there_are_lines() {
    for (PlannedOrder order : OrderPlan.of("a", 300, 3, true).orders()) {
      long sum = order.lines().stream().mapToLong(Line::amountMinor).sum();
      if (order.kind() == Kind.FOREIGN_JSON) {
        assertThat(order.lines()).isEmpty();
        assertThat(order.totalMinor()).isPositive();
      } else {
        assertThat(order.totalMinor()).isEqualTo(sum).isPositive();
      }
    }
  }

  @Test
  void ordinary_stock_is_enough_for_all_orders() {
    OrderPlan plan = OrderPlan.of("a", 1_000, 11, true);
    for (var stock : plan.stock().entrySet()) {
      if (!stock.getKey().endsWith("limited")) {
        long wanted =
            plan.orders().stream()
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.sku().equals(stock.getKey()))
                .mapToLong(Line::quantity)
                .sum();
        assertThat(wanted).as(stock.getKey()).isLessThanOrEqualTo(stock.getValue());
      }
    }
  }

  @Test
  void small_run_has_plain_orders_and_poison_only() {
    OrderPlan plan = OrderPlan.of("a", 1, 7, true);

    assertThat(plan.count(Kind.PLAIN)).isEqualTo(1);
    assertThat(plan.poisonPositions()).hasSize(OrderPlan.POISON);
    assertThat(FaultPlan.of(1, true)).containsExactly(Fault.POISON);
  }

  @Test
  void run_without_conditions_is_plain() {
    OrderPlan plan = OrderPlan.of("a", 100, 7, false);

    assertThat(plan.count(Kind.PLAIN)).isEqualTo(100);
    assertThat(plan.duplicates()).isZero();
    assertThat(plan.poisonPositions()).isEmpty();
    assertThat(FaultPlan.of(100, false)).isEmpty();
  }

  @Test
  void plan_of_no_orders_is_refused() {
    assertThatThrownBy(() -> OrderPlan.of("a", 0, 7, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders: 0");
  }
}
