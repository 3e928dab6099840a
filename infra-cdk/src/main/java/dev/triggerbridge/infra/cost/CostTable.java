package dev.triggerbridge.infra.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/results/cost.md}; the script {@code cost} starts it. */
public final class CostTable {
  private CostTable() {}

  /**
   * Reads the first file and writes the second.
   *
   * @param arguments {@code cost.yaml} and the page
   * @throws IOException if one of them cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("usage: CostTable cost.yaml cost.md");
    }
    Files.writeString(Path.of(arguments[1]), page(CostData.read(Path.of(arguments[0]))));
  }

  static String page(CostData data) {
    CostModel model = new CostModel(data);
    List<Map<String, Double>> months = data.loads().stream().map(model::month).toList();
    List<String> lines = new ArrayList<>();
    lines.add("# What a month costs");
    lines.add("");
    lines.add(
        "Modelled, not measured: nothing of this has run in an account. `env=prod` with a cluster of"
            + " its own, USD a month (730 hours), list prices of us-east-1 as of "
            + data.asOf()
            + ", without free tiers. Prices with their sources, counts and assumptions are in"
            + " [`infra-cdk/cost.yaml`](../../infra-cdk/cost.yaml); `infra-cdk/cost` writes this page.");
    lines.add("");
    lines.add(
        row(
            "orders a second",
            data.loads().stream()
                .map(load -> load.orders() == 0 ? "idle" : grouped(load.orders()))
                .toList()));
    lines.add("|---|" + "---:|".repeat(months.size()));
    for (String item : months.getFirst().keySet()) {
      lines.add(
          row(item, months.stream().map(month -> grouped(month.getOrDefault(item, 0.0))).toList()));
    }
    lines.add(
        row("**together**", months.stream().map(CostTable::sum).map(CostTable::grouped).toList()));
    lines.add(
        row(
            "USD for a million orders",
            data.loads().stream()
                .map(
                    load ->
                        load.orders() == 0
                            ? "-"
                            : String.format(
                                Locale.ROOT,
                                "%.2f",
                                sum(model.month(load))
                                    / (load.orders() * CostModel.HOURS * 3.6e3)
                                    * 1e6))
                .toList()));
    lines.add(
        row(
            "tasks of the bridge",
            data.loads().stream().map(model::tasks).map(CostTable::grouped).toList()));
    lines.add("");
    lines.add(
        "Data that was added stays and is paid for again each month. Above 10 tasks `MAX_TASKS` has to be raised.");
    lines.add("");
    return String.join("\n", lines);
  }

  private static double sum(Map<String, Double> month) {
    return month.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String grouped(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String row(String head, List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| " + head + " | ", " |"));
  }
}
