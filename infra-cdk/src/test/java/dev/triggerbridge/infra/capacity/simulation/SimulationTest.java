package dev.triggerbridge.infra.capacity.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final long SECOND = Agenda.SECOND;
  private static final long MILLI = Agenda.MILLI;
  private static final long SEED = 7;
  private static final Settings.Nats NATS = new Settings.Nats(1e9, 0, 5 * SECOND);
  private static final Settings.Task NO_CPU = new Settings.Task(1, 0, 0, 0, 30 * SECOND);

  @Test
  void queue_of_one_server_waits_as_long_as_the_formula_says() {
    // M/M/1: 70 % of a server that takes 10 ms: 10 / (1 - 0.7) ms.
    assertThat(meanSojournMillis(1, 70)).as("seed " + SEED).isCloseTo(33.3, within(2.0));
  }

  @Test
  void queue_of_four_servers_waits_as_long_as_erlang_says() {
    // M/M/4: 320/s on 4 of 10 ms is 80 %; Erlang C gives 0.596 * 10 / (4 * 0.2) + 10 ms.
    assertThat(meanSojournMillis(4, 320)).as("seed " + SEED).isCloseTo(17.45, within(0.7));
  }

  private static double meanSojournMillis(int servers, double rate) {
    Result.Totals totals =
        Simulation.run(
                one(1, servers, new Settings.Function(10 * MILLI, 1, 0, 1_000, 1e9, 1e9)),
                Scenario.steady(rate, 1, 1_500 * SECOND, 1_510 * SECOND),
                SEED)
            .totals();
    return totals.sojournSeconds() / totals.settled() * 1_000;
  }

  @Test
  void messages_in_the_system_are_arrivals_times_time_in_it() {
    Result result =
        Simulation.run(
            system(200),
            new Scenario(
                "steady",
                50,
                -1,
                2,
                0,
                310 * SECOND,
                310 * SECOND,
                310 * SECOND,
                310 * SECOND,
                1,
                1,
                false),
            SEED);
    Result.Totals totals = result.totals();

    double inSystem =
        result.samples().stream().mapToInt(Result.Sample::backlog).average().orElseThrow();
    double arrivals = totals.stored() / 310.0;
    double sojourn = totals.sojournSeconds() / totals.settled();
    assertThat(inSystem).as("seed " + SEED).isCloseTo(arrivals * sojourn, within(0.1 * inSystem));
  }

  @Test
  void each_message_is_settled_once_when_a_zone_is_lost_under_throttles() {
    Result result =
        Simulation.run(
            system(20),
            new Scenario(
                "zone",
                60,
                40 * SECOND,
                3,
                0,
                30 * SECOND,
                60 * SECOND,
                90 * SECOND,
                600 * SECOND,
                2,
                0.3,
                true),
            SEED);
    Result.Totals totals = result.totals();

    assertThat(result.throttles()).isPositive();
    assertThat(totals.left()).as("seed " + SEED).isZero();
    assertThat(totals.settled()).isEqualTo(totals.stored());
    assertThat(totals.settledTwice()).isZero();
    long confirmed = result.before().orders() + result.during().orders() + result.after().orders();
    assertThat(confirmed).isEqualTo(totals.orders());
  }

  @Test
  void same_seed_gives_the_same_result_and_another_one_does_not() {
    Scenario scenario = Scenario.steady(50, 2, 20 * SECOND, 30 * SECOND);

    assertThat(Simulation.run(system(50), scenario, 1))
        .isEqualTo(Simulation.run(system(50), scenario, 1))
        .isNotEqualTo(Simulation.run(system(50), scenario, 2));
  }

  @Test
  void invocations_never_exceed_ten_times_the_concurrency() {
    Result result =
        Simulation.run(
            one(1, 100, new Settings.Function(10 * MILLI, 0, 0, 5, 10, 1e9)),
            Scenario.steady(60, 1, 60 * SECOND, 60 * SECOND),
            SEED);

    assertThat(result.throttles()).isPositive();
    assertThat(result.totals().invocations()).isLessThanOrEqualTo(50 * 61).isGreaterThan(50 * 40);
  }

  @Test
  void backlog_over_the_target_adds_tasks_after_three_minutes_and_a_start() {
    Settings slow = one(1, 1, new Settings.Function(100 * MILLI, 0, 0, 1_000, 1e9, 1e9));
    Settings settings =
        new Settings(
            slow.mappings(),
            slow.functions(),
            NO_CPU,
            new Settings.Scaling(2, 10, 100, 60 * SECOND, 300 * SECOND, 3, 15, 60 * SECOND),
            NATS);

    List<Result.Sample> samples =
        Simulation.run(settings, Scenario.steady(50, 2, 400 * SECOND, 400 * SECOND), SEED)
            .samples();

    assertThat(samples.get(235).replicas()).isEqualTo(2);
    assertThat(samples.get(245).replicas()).isEqualTo(10);
  }

  @Test
  void more_tasks_do_not_pass_what_the_consumer_lets_be_under_way() {
    // 5 tasks may invoke 5,000 times at once; max_ack_pending is 2 * 1 * 1,000 + 1,000. 10 s each.
    Result result =
        Simulation.run(
            one(1, 1_000, new Settings.Function(10 * SECOND, 0, 0, 100_000, 1e9, 1e9)),
            Scenario.steady(1_000, 5, 65 * SECOND, 65 * SECOND),
            SEED);

    assertThat(result.totals().settled()).isBetween(6L * 2_500, 6L * 3_000);
  }

  @Test
  void order_is_completed_by_the_last_it_hears_of_however_often_that_comes() {
    Message.Order order = new Message.Order(0);

    assertThat(order.isCompletedBy(Kind.RESERVED)).isFalse();
    assertThat(order.isCompletedBy(Kind.COMPLETED)).isTrue();
    assertThat(order.isCompletedBy(Kind.RESERVED)).isFalse();
    assertThat(order.isCompletedBy(Kind.COMPLETED)).isTrue();
  }

  private static Settings one(int batchSize, int concurrency, Settings.Function function) {
    return new Settings(
        List.of(new Settings.Mapping("one", "f", Set.of(Kind.PLACED), batchSize, 0, concurrency)),
        Map.of("f", function),
        NO_CPU,
        Settings.Scaling.fixed(1),
        NATS);
  }

  /** Orders, payments, inventory and an audit, small. */
  private static Settings system(int concurrency) {
    Settings.Function function =
        new Settings.Function(40 * MILLI, 0.3, 400 * MILLI, concurrency, 10, 100);
    return new Settings(
        List.of(
            mapping("order", "order", Set.of(Kind.PLACED, Kind.CREATED, Kind.DEADLINE), 0),
            mapping("order-payments", "order", Set.of(Kind.COMPLETED), 0),
            mapping("order-inventory", "order", Set.of(Kind.RESERVED), 0),
            mapping("payment", "payment", Set.of(Kind.CREATED), 0),
            mapping("inventory", "inventory", Set.of(Kind.CREATED), 0),
            mapping("audit", "audit", Set.of(Kind.values()), 500 * MILLI)),
        Map.of("order", function, "payment", function, "inventory", function, "audit", function),
        new Settings.Task(0.5, 235_000, 19_000, 20_000, 30 * SECOND),
        Settings.Scaling.fixed(3),
        new Settings.Nats(2_000, 3 * MILLI, 5 * SECOND));
  }

  private static Settings.Mapping mapping(
      String name, String function, Set<Kind> reads, long window) {
    return new Settings.Mapping(name, function, reads, window == 0 ? 10 : 100, window, 4);
  }
}
