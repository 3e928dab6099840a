package dev.triggerbridge.infra.capacity;

import dev.triggerbridge.infra.capacity.simulation.Result;
import dev.triggerbridge.infra.capacity.simulation.Scenario;
import dev.triggerbridge.infra.capacity.simulation.Settings;
import dev.triggerbridge.infra.capacity.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Writes {@code docs/results/capacity.md}; the script {@code capacity} starts it. */
public final class CapacityTable {
  /** Of the page in docs/results. */
  static final long SEED = 20261129;

  private static final double SIZED_FOR = 1_000;

  private final CapacityData data;
  private final CapacityModel model;
  private final List<String> lines = new ArrayList<>();

  private CapacityTable(CapacityData data) {
    this.data = data;
    this.model = new CapacityModel(data);
  }

  /**
   * Reads the first two files and writes the third.
   *
   * @param arguments {@code capacity.yaml}, {@code cost.yaml}, the page, and a seed if it is not
   *     the usual one
   * @throws IOException if one of them cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3 || arguments.length > 4) {
      throw new IllegalArgumentException(
          "usage: CapacityTable capacity.yaml cost.yaml capacity.md [seed]");
    }
    long seed = arguments.length == 4 ? Long.parseLong(arguments[3]) : SEED;
    System.out.println("seed " + seed);
    CapacityData data = CapacityData.read(Path.of(arguments[0]), Path.of(arguments[1]));
    Files.writeString(Path.of(arguments[2]), page(data, seed));
  }

  static String page(CapacityData data, long seed) {
    CapacityTable table = new CapacityTable(data);
    table.head();
    table.sizes();
    table.functions();
    table.mappings();
    table.scenarios(seed);
    return String.join("\n", table.lines) + "\n";
  }

  private void head() {
    lines.add("# What a load takes");
    lines.add("");
    lines.add(
        "Modelled, from costs that were measured on two cores, limits that AWS publishes, and"
            + " assumptions; nothing of this has run in an account. Inputs with their origin are in"
            + " [`infra-cdk/capacity.yaml`](../../infra-cdk/capacity.yaml) and"
            + " [`cost.yaml`](../../infra-cdk/cost.yaml); `infra-cdk/capacity` writes this page."
            + " [The guide](../capacity.md) has the formulas and what breaks first.");
    lines.add("");
  }

  private void sizes() {
    lines.add("## By formula, for full batches");
    lines.add("");
    loads("orders a second", orders -> grouped(orders));
    lines.add("|---|" + "---:|".repeat(data.loads().size()));
    loads("messages that NATS stores a second", orders -> grouped(model.messages(orders)));
    loads(
        "records to functions a second",
        orders ->
            grouped(data.mappings().stream().mapToDouble(m -> model.records(m, orders)).sum()));
    loads(
        "invocations a second",
        orders ->
            grouped(data.mappings().stream().mapToDouble(m -> model.invocations(m, orders)).sum()));
    loads(
        "cores that the bridge keeps busy",
        orders -> String.format(Locale.ROOT, "%.1f", model.cores(orders)));
    loads("tasks of half a vCPU, by CPU", orders -> grouped(model.tasksByCpu(orders)));
    loads(
        "tasks, by maximumConcurrency as configured",
        orders -> grouped(model.tasksByConcurrency(orders)));
    loads("**tasks**, with a zone lost", orders -> grouped(model.tasks(orders)));
    loads(
        "**Lambda concurrency** to reserve, all functions",
        orders -> grouped(model.reservedInAll(orders)));
    loads("**DynamoDB write units** a second", orders -> grouped(model.writeUnitsInAll(orders)));
    loads("**NATS**, in m7g.large", orders -> grouped(model.natsLarges(orders)));
    loads(
        "**NATS** with a zone lost, in m7g.large",
        orders -> grouped(model.natsLargesWithReserve(orders)));
    loads("gp3 volumes of NATS, without more IOPS", orders -> grouped(model.volumes(orders)));
    for (String stream : List.of("ORDERS", "PAYMENTS", "INVENTORY")) {
      loads(
          "streams that " + stream + " is divided into",
          orders -> grouped(model.partitions(stream, orders)));
    }
    lines.add("");
  }

  private void functions() {
    lines.add("## Functions and tables");
    lines.add("");
    lines.add(
        "Concurrency to reserve, and the write units of the function's table; in bold what is over"
            + " the concurrency that prod reserves, or over the %s units of a table's default quota."
                .formatted(grouped(data.number("tableWriteUnits"))));
    lines.add("");
    loads("orders a second", orders -> grouped(orders));
    lines.add("|---|" + "---:|".repeat(data.loads().size()));
    for (CapacityData.Function function : data.functions()) {
      loads(
          "%s, concurrency (prod: %d)".formatted(function.name(), function.reservedConcurrency()),
          orders -> marked(model.reserved(function, orders), function.reservedConcurrency()));
    }
    for (CapacityData.Function function : data.functions()) {
      if (function.writeUnits() > 0) {
        loads(
            function.name() + ", write units",
            orders -> marked(model.writeUnits(function, orders), data.number("tableWriteUnits")));
      }
    }
    lines.add("");
  }

  private void mappings() {
    lines.add("## Records under way");
    lines.add("");
    lines.add(
        "Delivered and not settled, by Little's law; in bold what is over the consumer's"
            + " `max_ack_pending`, which all replicas share.");
    lines.add("");
    loads("orders a second", orders -> grouped(orders));
    lines.add("|---|" + "---:|".repeat(data.loads().size()));
    for (CapacityData.Mapping mapping : data.mappings()) {
      loads(
          "%s (%s)".formatted(mapping.name(), grouped(model.maxAckPending(mapping))),
          orders -> marked(model.ackPending(mapping, orders), model.maxAckPending(mapping)));
    }
    lines.add("");
  }

  private void scenarios(long seed) {
    CapacityScenarios scenarios = new CapacityScenarios(data);
    Settings deployed = scenarios.deployed();
    Settings sized = scenarios.sizedFor(SIZED_FOR);
    List<Result> results = new ArrayList<>();
    for (Scenario scenario :
        List.of(scenarios.peak(), scenarios.throttle(), scenarios.zoneLoss())) {
      results.add(Simulation.run(deployed, scenario, seed));
      results.add(Simulation.run(sized, scenario, seed));
    }
    lines.add("## By simulation");
    lines.add("");
    lines.add(
        ("Seed %d. Prod as it is deployed, and sized: with the reserved concurrency and the NATS"
                + " that the tables above give for %s orders a second with a zone lost, and still 2"
                + " to %s tasks. Latency of an order is from placed to confirmed; messages count"
                + " once for each mapping that reads them.")
            .formatted(seed, grouped(SIZED_FOR), grouped(data.number("maxTasks"))));
    lines.add("");
    results(
        "scenario",
        results,
        r -> r.scenario().name() + (results.indexOf(r) % 2 == 0 ? ", deployed" : ", sized"));
    lines.add("|---|" + "---:|".repeat(results.size()));
    results("orders a second", results, r -> grouped(r.scenario().ordersPerSecond()));
    results("event", results, r -> event(r.scenario()));
    results("backlog before, at most", results, r -> grouped(r.backlogBefore()));
    results("backlog peak, messages", results, r -> grouped(r.backlogPeak()));
    results("oldest message, s", results, r -> tenths(r.oldestPeak()));
    results("p50 / p99 before, s", results, r -> latency(r.before()));
    results("p50 / p99 during, s", results, r -> latency(r.during()));
    results("p50 / p99 after, s", results, r -> latency(r.after()));
    results(
        "back to normal after the event's end, s",
        results,
        r -> {
          OptionalDouble seconds = r.secondsToNormal();
          return seconds.isPresent() ? grouped(seconds.getAsDouble()) : "not within the run";
        });
    results("replicas, most", results, r -> grouped(r.mostReplicas()));
    results("records in an invocation, mean", results, r -> tenths(r.totals().fill()));
    results("throttled invocations", results, r -> grouped((double) r.throttles()));
    results("breakers opened", results, r -> grouped(r.breakerOpenings()));
    results("settled twice", results, r -> grouped((double) r.totals().settledTwice()));
    lines.add("");
    for (int i = 0; i < results.size(); i += 2) {
      course(results.get(i), results.get(i + 1));
    }
    lines.removeLast();
  }

  private void course(Result deployed, Result sized) {
    lines.add("### Course of: " + deployed.scenario().name());
    lines.add("");
    lines.add(
        "| s | deployed: backlog | oldest, s | replicas | sized: backlog | oldest, s | replicas |");
    lines.add("|---:|---:|---:|---:|---:|---:|---:|");
    for (int i = 0; i < deployed.samples().size(); i++) {
      Result.Sample one = deployed.samples().get(i);
      if (one.second() % 60 == 0) {
        lines.add(
            "| %d | %s | %s |".formatted(one.second(), cells(one), cells(sized.samples().get(i))));
      }
    }
    lines.add("");
  }

  private static String cells(Result.Sample sample) {
    return "%s | %s | %d"
        .formatted(grouped(sample.backlog()), tenths(sample.oldestSeconds()), sample.replicas());
  }

  private static String event(Scenario scenario) {
    long from = scenario.from() / 1_000_000_000;
    long until = scenario.until() / 1_000_000_000;
    String what =
        scenario.zoneLost()
            ? "a third away"
            : scenario.concurrency() < 1 ? "concurrency / 10" : "orders x 10";
    return "%s, %d to %d s".formatted(what, from, until);
  }

  private void loads(String head, DoubleFunction<String> cell) {
    lines.add(row(head, data.loads().stream().map(cell::apply).toList()));
  }

  private void results(
      String head, List<Result> results, java.util.function.Function<Result, String> cell) {
    lines.add(row(head, results.stream().map(cell).toList()));
  }

  private static String marked(double value, double limit) {
    return value > limit ? "**" + grouped(value) + "**" : grouped(value);
  }

  private static String latency(Result.Latency latency) {
    return latency.orders() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f / %.2f", latency.p50(), latency.p99());
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  private static String grouped(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String row(String head, List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| " + head + " | ", " |"));
  }
}
