package dev.triggerbridge.infra.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.triggerbridge.infra.capacity.CapacityData.Function;
import dev.triggerbridge.infra.capacity.CapacityData.Mapping;
import dev.triggerbridge.infra.capacity.simulation.Result;
import dev.triggerbridge.infra.capacity.simulation.Scenario;
import dev.triggerbridge.infra.capacity.simulation.Simulation;
import dev.triggerbridge.infra.cost.CostData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CapacityModelTest {
  static final Path CAPACITY = Path.of("capacity.yaml");
  static final Path COST = Path.of("cost.yaml");
  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;

  private CapacityData data;
  private CapacityModel model;

  @BeforeEach
  void read() throws Exception {
    data = CapacityData.read(CAPACITY, COST);
    model = new CapacityModel(data);
  }

  @Test
  void simulated_benchmark_is_as_fast_as_the_measured_one() {
    double orders = 80_000;
    Result result =
        Simulation.run(
            new CapacityScenarios(data).benchmark(500_000),
            Scenario.steady(orders, 1, 4 * SECOND, 4 * SECOND),
            CapacityTable.SEED);

    double measured = data.number("benchmarkMessagesPerSecond");
    assertThat(result.totals().left()).as("a stream that is never empty").isPositive();
    assertThat(result.totals().settled() / 4.0).isCloseTo(measured, within(0.1 * measured));
    assertThat(result.totals().fill())
        .isCloseTo(data.number("benchmarkFill"), within(0.1 * data.number("benchmarkFill")));
  }

  @Test
  void concurrency_is_arrivals_times_duration_or_a_tenth_of_the_requests() {
    // payment: 1,000 records/s in batches of 10, 150 ms each. order: 5,000 in batches of 10 are 500
    // requests.
    assertThat(model.concurrency(function("payment"), 1_000)).isEqualTo(15);
    assertThat(model.concurrency(function("order"), 1_000)).isEqualTo(50);
    assertThat(model.reserved(function("order"), 1_000)).isEqualTo(100);
  }

  @Test
  void concurrency_is_enough_for_one_invocation_of_each_mapping_of_each_task() {
    // 10 tasks with 3 mappings of order, 40 ms each, are 750 requests a second.
    assertThat(model.concurrencyOfTasks(function("order"), 10)).isEqualTo(75);
    // 150 ms are above a tenth of a second: what is under way counts.
    assertThat(model.concurrencyOfTasks(function("payment"), 10)).isEqualTo(10);
    assertThat(model.reserved(function("audit"), 1_000)).isEqualTo(50);
  }

  @Test
  void tasks_follow_from_cpu_concurrency_and_a_lost_zone() {
    // 13 records at 18.9, 0.76 invocations at 235, 5 events at 20 µs: 0.525 cores for 1,000
    // orders/s.
    assertThat(model.cores(1_000)).isCloseTo(0.525, within(0.005));
    assertThat(model.tasksByCpu(1_000)).isEqualTo(3);
    // 150 payments under way in batches of 10, 10 of them in each task.
    assertThat(model.tasksByConcurrency(1_000)).isEqualTo(2);
    assertThat(model.tasks(1_000)).isEqualTo(5);
    assertThat(model.tasks(1)).isEqualTo(2);
  }

  @Test
  void counts_of_an_order_are_those_of_the_costs() throws Exception {
    Map<String, Integer> records =
        data.mappings().stream()
            .collect(
                Collectors.groupingBy(
                    Mapping::function, Collectors.summingInt(mapping -> mapping.reads().size())));

    assertThat(records.get("order")).isEqualTo((int) data.cost("perOrder", "orderRecords"));
    assertThat(records.get("payment")).isEqualTo((int) data.cost("perOrder", "paymentRecords"));
    assertThat(records.get("inventory")).isEqualTo((int) data.cost("perOrder", "inventoryRecords"));
    assertThat(records.get("audit")).isEqualTo((int) data.cost("perOrder", "messages"));
    assertThat(model.writeUnitsInAll(1)).isEqualTo(data.cost("perOrder", "writeUnits"));
    assertThat(model.natsLarges(1_000)).isEqualTo(loadOfCost(1_000).natsLarge());
    assertThat(model.natsLarges(10_000)).isEqualTo(loadOfCost(10_000).natsLarge());
  }

  @Test
  void mappings_and_functions_are_those_that_are_deployed() throws Exception {
    Map<?, ?> bridge = yaml(Path.of("../trigger-bridge/examples/order-system.yaml"));
    Map<String, Map<?, ?>> deployed =
        ((List<?>) Objects.requireNonNull(bridge.get("mappings")))
            .stream()
                .map(entry -> (Map<?, ?>) entry)
                .collect(Collectors.toMap(entry -> text(entry, "name"), entry -> entry));

    assertThat(deployed).hasSize(data.mappings().size() + 1).containsKey("audit-dlq");
    for (Mapping mapping : data.mappings()) {
      Map<?, ?> there = deployed.get(mapping.name());
      assertThat(there).as(mapping.name()).isNotNull();
      assertThat(text(there, "functionName")).isEqualTo(mapping.function());
      assertThat(text(there, "stream")).isEqualTo(mapping.stream());
      assertThat(text(there, "batchSize")).isEqualTo(String.valueOf(mapping.batchSize()));
      assertThat(text(there, "maximumConcurrency"))
          .isEqualTo(String.valueOf(mapping.concurrency()));
      assertThat(
              there.containsKey("maximumBatchingWindow")
                  ? text(there, "maximumBatchingWindow")
                  : "0ms")
          .isEqualTo(mapping.windowMs() + "ms");
    }
    for (Function function : data.functions()) {
      assertThat(
              yaml(Path.of("../functions/%s/function.json".formatted(function.name())))
                  .get("reservedConcurrency"))
          .as(function.name())
          .isEqualTo(function.reservedConcurrency());
    }
  }

  @Test
  void input_without_a_known_origin_is_refused_by_name() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("capacity.yaml"), "inputs: {zones: {value: 3, origin: guessed}}\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CapacityData.read(file, COST))
        .withMessageContaining("inputs.zones.origin = 'guessed'");
  }

  @Test
  void missing_input_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.number("nothing"))
        .withMessageContaining("inputs.nothing");
  }

  private Function function(String name) {
    return data.functions().stream()
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static CostData.Load loadOfCost(double orders) throws Exception {
    return CostData.read(COST).loads().stream()
        .filter(load -> load.orders() == orders)
        .findFirst()
        .orElseThrow();
  }

  private static Map<?, ?> yaml(Path file) throws Exception {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  /** The value, or the default of the variable that it is. */
  private static String text(Map<?, ?> map, String key) {
    return String.valueOf(map.get(key)).replaceFirst("^\\$\\{[A-Z_]+:(.*)}$", "$1");
  }
}
