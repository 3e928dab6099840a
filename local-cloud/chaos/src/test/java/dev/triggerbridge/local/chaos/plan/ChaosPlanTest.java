package dev.triggerbridge.local.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChaosPlanTest {
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void seed_repeats_the_plan_and_faults_fall_within_the_placing(Scenario scenario) {
    ChaosPlan plan = ChaosPlan.of(scenario, 7, 400);
    assertThat(ChaosPlan.of(scenario, 7, 400)).isEqualTo(plan);
    assertThat(plan.faults()).isNotEmpty();
    assertThat(plan.faults())
        .allSatisfy(
            fault -> {
              assertThat(scenario.menu()).contains(fault.kind());
              assertThat(fault.kind().targets()).contains(fault.target());
              assertThat(fault.afterOrders()).isBetween(0, 399);
            });
    assertThat(plan.faults())
        .isSortedAccordingTo((a, b) -> Integer.compare(a.afterOrders(), b.afterOrders()));
  }

  @Test
  void quick_scenario_has_each_of_its_kinds_once() {
    assertThat(ChaosPlan.of(Scenario.QUICK, 3, 120).faults().stream().map(PlannedFault::kind))
        .containsExactlyInAnyOrderElementsOf(Scenario.QUICK.menu());
  }

  @Test
  void rotation_of_all_reaches_every_kind_of_fault() {
    Set<FaultKind> reached = new HashSet<>();
    for (Scenario scenario : Scenario.rotation()) {
      reached.addAll(scenario.menu());
    }
    assertThat(reached).containsExactlyInAnyOrder(FaultKind.values());
  }

  @Test
  void other_seeds_have_other_plans() {
    assertThat(ChaosPlan.of(Scenario.MIXED, 1, 400))
        .isNotEqualTo(ChaosPlan.of(Scenario.MIXED, 2, 400));
  }
}
