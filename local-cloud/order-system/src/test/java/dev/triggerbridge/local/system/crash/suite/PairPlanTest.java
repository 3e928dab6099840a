package dev.triggerbridge.local.system.crash.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairPlanTest {
  private static final List<String> POINTS =
      List.of(
          "bridge.after-pull",
          "bridge.after-nak",
          "order.before-replace",
          "order.after-create",
          "payment.after-read",
          "audit.before-put");
  private static final int MOST = 4;
  private static final int MOST_OF_PROCESS = 2;

  @Test
  void every_pair_comes_in_rounds_of_at_most_so_many_and_two_of_a_process() {
    PairPlan plan = new PairPlan(POINTS, Pair.all(POINTS), MOST, MOST_OF_PROCESS);
    int rounds = 0;

    for (Optional<PairPlan.Attempt> next = plan.take(); next.isPresent(); next = plan.take()) {
      List<String> armed = next.get().armed();
      assertThat(armed).hasSizeLessThanOrEqualTo(MOST);
      assertThat(perProcess(armed).values()).allMatch(count -> count <= 3);
      if (armed.contains("bridge.after-nak")) {
        assertThat(armed).contains("order.before-replace");
      }
      plan.giveBack(next.get());
      plan.held(next.get(), Pair.among(numbered(armed)));
      rounds++;
    }

    assertThat(plan.left()).isZero();
    assertThat(rounds).isLessThan(Pair.all(POINTS).size());
  }

  @Test
  void pair_that_is_never_hit_is_given_up_after_four_tries() {
    Pair pair = new Pair("order.after-create", "payment.after-read");
    PairPlan plan = new PairPlan(POINTS, Set.of(pair), MOST, MOST_OF_PROCESS);

    for (int tries = 0; tries < 4; tries++) {
      assertThat(plan.giveUp()).isNull();
      PairPlan.Attempt attempt = plan.take().orElseThrow();
      plan.giveBack(attempt);
      plan.held(attempt, Set.of());
    }

    assertThat(plan.giveUp()).isEqualTo(pair);
    assertThat(plan.take()).isEmpty();
  }

  @Test
  void pairs_of_a_broken_round_come_alone_before_all_others() {
    PairPlan plan = new PairPlan(POINTS, Pair.all(POINTS), MOST, MOST_OF_PROCESS);
    Set<Pair> hit =
        Pair.among(List.of("order.after-create", "payment.after-read", "audit.before-put"));

    plan.broke(new PairPlan.Attempt(List.of(), Optional.empty()), hit);

    for (Pair pair : hit) {
      PairPlan.Attempt attempt = plan.take().orElseThrow();
      assertThat(attempt.only()).hasValue(pair);
      assertThat(attempt.armed()).containsExactlyInAnyOrderElementsOf(pair.points());
      plan.giveBack(attempt);
      plan.remove(pair);
    }
  }

  @Test
  void failure_that_both_points_need_is_armed_once_more_for_later() {
    Pair pair = new Pair("bridge.after-nak", "bridge.before-attempts-write");
    PairPlan plan = new PairPlan(POINTS, Set.of(pair), MOST, MOST_OF_PROCESS);

    assertThat(plan.take().orElseThrow().armed())
        .containsExactlyInAnyOrder(
            "bridge.after-nak",
            "bridge.before-attempts-write",
            "order.before-replace",
            "order.before-end");
  }

  @Test
  void pair_under_way_is_in_no_other_round_until_it_is_given_back_unhit() {
    Pair pair = new Pair("order.after-create", "payment.after-read");
    PairPlan plan = new PairPlan(POINTS, Set.of(pair), MOST, MOST_OF_PROCESS);

    PairPlan.Attempt attempt = plan.take().orElseThrow();

    assertThat(plan.take()).isEmpty();
    assertThat(plan.isUnderWay()).isTrue();
    assertThat(plan.left()).isEqualTo(1);
    plan.giveBack(attempt);
    plan.held(attempt, Set.of());
    assertThat(plan.isUnderWay()).isFalse();
    assertThat(plan.take()).contains(attempt);
  }

  @Test
  void pair_that_another_round_has_hit_does_not_come_back() {
    Pair pair = new Pair("order.after-create", "payment.after-read");
    PairPlan plan = new PairPlan(POINTS, Set.of(pair), MOST, MOST_OF_PROCESS);
    PairPlan.Attempt attempt = plan.take().orElseThrow();

    plan.held(new PairPlan.Attempt(List.of(), Optional.empty()), Set.of(pair));
    plan.giveBack(attempt);

    assertThat(plan.left()).isZero();
    assertThat(plan.take()).isEmpty();
  }

  @Test
  void second_death_at_a_point_makes_a_pair_with_the_first() {
    assertThat(Pair.among(List.of("order.after-create", "order.after-create@2")))
        .containsExactly(new Pair("order.after-create", "order.after-create"));
  }

  private static Map<String, Integer> perProcess(Collection<String> armed) {
    Map<String, Integer> counts = new HashMap<>();
    armed.forEach(name -> counts.merge(new Point(name).process(), 1, Integer::sum));
    return counts;
  }

  private static List<String> numbered(List<String> armed) {
    List<String> numbered = new ArrayList<>();
    for (String point : armed) {
      numbered.add(numbered.contains(point) ? point + "@2" : point);
    }
    return numbered;
  }
}
