package dev.triggerbridge.infra.capacity;

import dev.triggerbridge.infra.capacity.CapacityData.Function;
import dev.triggerbridge.infra.capacity.simulation.Kind;
import dev.triggerbridge.infra.capacity.simulation.Scenario;
import dev.triggerbridge.infra.capacity.simulation.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The order system as it is deployed in prod, and what happens to it. Pure. */
final class CapacityScenarios {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final long WARM_UP = 60 * SECOND;
  private static final long EVENT = 180 * SECOND;

  /** What nothing bounds. */
  private static final int UNBOUNDED = 1_000_000_000;

  private final CapacityData data;
  private final CapacityModel model;

  CapacityScenarios(CapacityData data) {
    this.data = data;
    this.model = new CapacityModel(data);
  }

  /** Ten times the orders for five minutes; the run goes on until their deadlines are over. */
  Scenario peak() {
    return scenario("peak", 100, 2, 300, 1_560, 10, 1, false);
  }

  /** A tenth of every function's concurrency for two minutes. */
  Scenario throttle() {
    return scenario("throttle", 500, 3, 120, 600, 1, 0.1, false);
  }

  /** A third of the tasks, and of NATS, is away for three minutes. */
  Scenario zoneLoss() {
    return scenario("zone loss", 500, 3, 180, 600, 1, 1, true);
  }

  private Scenario scenario(
      String name,
      double orders,
      int replicas,
      long eventSeconds,
      long seconds,
      double peak,
      double concurrency,
      boolean zoneLost) {
    long end = seconds * SECOND;
    return new Scenario(
        name,
        orders,
        seconds(data.number("deadlineSeconds")),
        replicas,
        WARM_UP,
        EVENT,
        EVENT + eventSeconds * SECOND,
        end,
        end,
        peak,
        concurrency,
        zoneLost);
  }

  /** Prod with its own limits. */
  Settings deployed() {
    return prod(
        Function::reservedConcurrency,
        data.number("natsLarges") * data.number("natsMessagesPerSecondOfLarge"));
  }

  /** Prod with what the formulas give for a load, where that is more. */
  Settings sizedFor(double orders) {
    return prod(
        function ->
            Math.max(function.reservedConcurrency(), (int) model.reserved(function, orders)),
        model.natsLargesWithReserve(orders) * data.number("natsMessagesPerSecondOfLarge"));
  }

  private Settings prod(ToIntFunction<Function> concurrency, double storesPerSecond) {
    Map<String, Settings.Function> functions = new HashMap<>();
    for (Function function : data.functions()) {
      functions.put(
          function.name(),
          new Settings.Function(
              seconds(data.seconds(function)),
              data.number("durationSpread"),
              millis(data.number("coldStartMs")),
              concurrency.applyAsInt(function),
              data.number("lambdaRequestsPerEnvironment"),
              data.number("lambdaEnvironmentsPerSecond")));
    }
    return new Settings(
        data.mappings().stream()
            .map(
                mapping ->
                    new Settings.Mapping(
                        mapping.name(),
                        mapping.function(),
                        mapping.reads(),
                        mapping.batchSize(),
                        mapping.windowMs() * MILLI,
                        mapping.concurrency()))
            .toList(),
        functions,
        task(data.number("taskVcpu"), 0),
        new Settings.Scaling(
            (int) data.number("minTasks"),
            (int) data.number("maxTasks"),
            (int) data.number("targetPerTask"),
            seconds(data.number("outCooldownSeconds")),
            seconds(data.number("inCooldownSeconds")),
            (int) data.number("outMinutes"),
            (int) data.number("inMinutes"),
            seconds(data.number("taskStartSeconds"))),
        new Settings.Nats(
            storesPerSecond,
            millis(data.number("pubAckMs")),
            seconds(data.number("electionSeconds"))));
  }

  /**
   * The machine of docs/results/comparison.md, whose cores the bridge shares with NATS and the
   * endpoint: what these take is added to each record.
   *
   * @param duration of an invocation, in nanoseconds
   */
  Settings benchmark(long duration) {
    return new Settings(
        List.of(
            new Settings.Mapping(
                "benchmark",
                "no-op",
                Set.of(Kind.PLACED),
                (int) data.number("benchmarkBatchSize"),
                0,
                (int) data.number("benchmarkConcurrency"))),
        Map.of("no-op", new Settings.Function(duration, 0, 0, UNBOUNDED, UNBOUNDED, UNBOUNDED)),
        task(data.number("benchmarkCores"), model.microsOfOthers()),
        Settings.Scaling.fixed(1),
        new Settings.Nats(UNBOUNDED, 0, 0));
  }

  private Settings.Task task(double vcpus, double othersPerRecord) {
    return new Settings.Task(
        vcpus,
        micros(data.number("microsPerInvocation")),
        micros(model.microsPerRecord() + othersPerRecord),
        micros(data.number("microsPerOutput")),
        seconds(data.number("ackWaitSeconds")));
  }

  private static long seconds(double seconds) {
    return Math.round(seconds * SECOND);
  }

  private static long millis(double millis) {
    return Math.round(millis * MILLI);
  }

  private static long micros(double micros) {
    return Math.round(micros * 1_000);
  }
}
