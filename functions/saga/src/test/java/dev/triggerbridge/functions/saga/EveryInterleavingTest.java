package dev.triggerbridge.functions.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.saga.Scenario.Card;
import dev.triggerbridge.functions.saga.Scenario.Origin;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever overtakes what, and however often it comes: at most one charge is kept, a cancelled
 * order costs nothing and holds no stock, all agree, and every trigger returns what it first
 * returned.
 */
class EveryInterleavingTest {

  @ParameterizedTest
  @CsvSource({"PLACED, ANSWER_LOST, 2", "FOREIGN_V1, GOOD, 1"})
  void order_ends_right_in_every_interleaving(Origin origin, Card card, long stock) {
    explore(new Scenario(origin, card, stock));
  }

  /** Half an hour: {@code mvn verify -pl functions/saga -am -Dsaga.all=true}. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "saga.all", matches = "true")
  @CsvSource({
    "PLACED, GOOD, 2",
    "PLACED, GOOD, 1",
    "PLACED, DECLINED, 2",
    "PLACED, DECLINED, 1",
    "FOREIGN_V1, ANSWER_LOST, 1",
    "FOREIGN_V1, GOOD, 2",
    "FOREIGN_V2, GOOD, 2",
    "FOREIGN_V2, DECLINED, 1",
    "FOREIGN_TWINS, GOOD, 2",
    "FOREIGN_TWINS, DECLINED, 2",
    "FOREIGN_TWINS, GOOD, 1",
  })
  void order_of_any_kind_ends_right_in_every_interleaving(Origin origin, Card card, long stock) {
    explore(new Scenario(origin, card, stock));
  }

  private static void explore(Scenario scenario) {
    Exploration exploration = new Exploration(scenario);

    exploration.exhaust();

    System.out.printf(
        "%s: %d situations, %d orders, %d deliveries%n",
        scenario, exploration.situations(), exploration.orders(), exploration.deliveries());
    assertThat(exploration.situations()).isGreaterThan(50);
  }
}
