package dev.triggerbridge.local.chaos.result;

import dev.triggerbridge.local.chaos.check.Recovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Sums up all runs of a result file as a page for people. Pure. */
public final class ReliabilityPage {
  private ReliabilityPage() {}

  /** The page in Markdown. */
  public static String of(List<RunResult> runs) {
    List<String> lines = new ArrayList<>();
    lines.add("# What chaos has found");
    lines.add("");
    lines.add("    ./run-local chaos --scenario all --seed S --orders 500 --runs N --results FILE");
    lines.add(
        "    ./run-local chaos --scenario gateway-outage --seed S --orders 800 --runs N --results"
            + " FILE");
    lines.add("    ./run-local chaos --results FILE --summary docs/results/reliability.md");
    lines.add("");
    lines.add(
        "The first two add runs to [the result file](reliability/series.ndjson) until there are so"
            + " many, and go on where they were stopped; the third writes this page. A single run is"
            + " repeated by its scenario and seed. See [chaos.md](../chaos.md) for what each fault"
            + " is. Two cores, which several series shared: times are upper bounds.");
    lines.add("");
    totals(runs, lines);
    scenarios(runs, lines);
    faults(runs, lines);
    outages(runs, lines);
    violations(runs, lines);
    return String.join("\n", lines) + "\n";
  }

  private static void totals(List<RunResult> runs, List<String> lines) {
    lines.add(
        "| runs | orders | confirmed | cancelled | charges | doubled | runs with a violation |");
    lines.add("|---|---|---|---|---|---|---|");
    lines.add(
        row(
            number(runs.size()),
            sum(runs, RunResult::orders),
            sum(runs, RunResult::confirmed),
            sum(runs, RunResult::cancelled),
            sum(runs, RunResult::charges),
            sum(runs, RunResult::duplicateCharges),
            number(runs.stream().filter(run -> !run.ok()).count())));
    lines.add("");
    TreeSet<String> commits = new TreeSet<>(runs.stream().map(RunResult::commit).toList());
    lines.add("Commits: %s. Seeds: %s.".formatted(String.join(", ", commits), seeds(runs)));
    lines.add("");
  }

  private static String seeds(List<RunResult> runs) {
    List<Long> seeds = runs.stream().map(RunResult::seed).distinct().sorted().toList();
    List<String> ranges = new ArrayList<>();
    for (int from = 0, to = 0; from < seeds.size(); from = ++to) {
      while (to + 1 < seeds.size() && seeds.get(to + 1) == seeds.get(to) + 1) {
        to++;
      }
      ranges.add(from == to ? "" + seeds.get(from) : seeds.get(from) + " to " + seeds.get(to));
    }
    return String.join(", ", ranges);
  }

  private static void scenarios(List<RunResult> runs, List<String> lines) {
    Map<String, List<RunResult>> byScenario = new TreeMap<>();
    runs.forEach(
        run -> byScenario.computeIfAbsent(run.scenario(), name -> new ArrayList<>()).add(run));
    lines.add("| scenario | runs | orders |");
    lines.add("|---|---|---|");
    byScenario.forEach(
        (name, of) -> lines.add(row(name, number(of.size()), sum(of, RunResult::orders))));
    lines.add("");
  }

  private static void faults(List<RunResult> runs, List<String> lines) {
    Map<String, long[]> hits = new TreeMap<>();
    Map<String, List<Recovery>> recoveries = new TreeMap<>();
    Map<String, String> commits = new TreeMap<>();
    for (RunResult run : runs) {
      run.faults()
          .forEach(
              (label, count) -> {
                long[] sums = hits.computeIfAbsent(kind(label), ignored -> new long[2]);
                sums[0] += count > 0 ? 1 : 0;
                sums[1] += count;
              });
      for (Recovery one : run.recoveries()) {
        String kind = kind(one.fault());
        if (!run.commit().equals(commits.put(kind, run.commit()))) {
          recoveries.put(kind, new ArrayList<>());
        }
        recoveries.getOrDefault(kind, List.of()).add(one);
      }
    }
    lines.add("## Faults and recovery");
    lines.add("");
    lines.add(
        "Hits are connections, answers, processes or messages, whatever the kind strikes. *Next* is"
            + " the time from the fault's end to the next order that reached its final state, *all*"
            + " the time until every order placed before had. Up to 80 orders are open at a time, so"
            + " *all* includes the work that was waiting, and what the next fault did to it. Times"
            + " are those of the last commit that met the fault: what earlier ones were slow at has"
            + " been mended since (see [chaos.md](../chaos.md#what-it-has-found)).");
    lines.add("");
    lines.add("| fault | runs | hits | next: median | worst | all: median | worst | times at |");
    lines.add("|---|---|---|---|---|---|---|---|");
    hits.forEach(
        (kind, sums) -> {
          List<Recovery> of = recoveries.getOrDefault(kind, List.of());
          lines.add(
              row(
                  kind,
                  number(sums[0]),
                  number(sums[1]),
                  seconds(of, Recovery::resumedMs, 50),
                  seconds(of, Recovery::resumedMs, 100),
                  seconds(of, Recovery::drainedMs, 50),
                  seconds(of, Recovery::drainedMs, 100),
                  commits.getOrDefault(kind, "-")));
        });
    lines.add("");
  }

  private static void outages(List<RunResult> runs, List<String> lines) {
    List<RunResult> measured = runs.stream().filter(run -> !figures(run).isEmpty()).toList();
    if (measured.isEmpty()) {
      return;
    }
    lines.add("## A long outage of the gateway");
    lines.add("");
    List<String> head = new ArrayList<>(List.of("figure"));
    measured.forEach(run -> head.add("seed %d at %s".formatted(run.seed(), run.commit())));
    lines.add(row(head.toArray(String[]::new)));
    lines.add("|---|" + "---|".repeat(measured.size()));
    TreeSet<String> names = new TreeSet<>();
    measured.forEach(run -> names.addAll(figures(run).keySet()));
    for (String name : names) {
      List<String> cells = new ArrayList<>(List.of(name));
      for (RunResult run : measured) {
        Double value = figures(run).get(name);
        cells.add(value == null ? "-" : String.format(Locale.ROOT, "%.2f", value));
      }
      lines.add(row(cells.toArray(String[]::new)));
    }
    lines.add("");
  }

  private static Map<String, Double> figures(RunResult run) {
    Map<String, Double> figures = run.figures();
    return figures == null ? Map.of() : figures;
  }

  private static void violations(List<RunResult> runs, List<String> lines) {
    lines.add("## Violations");
    lines.add("");
    List<String> found = new ArrayList<>();
    for (RunResult run : runs) {
      run.violations()
          .forEach(
              text ->
                  found.add(
                      "- `--scenario %s --seed %d --orders %d` at %s: %s"
                          .formatted(
                              run.scenario(), run.seed(), run.orders(), run.commit(), text)));
    }
    lines.addAll(found.isEmpty() ? List.of("None.") : found);
    if (!found.isEmpty()) {
      lines.add("");
      lines.add("What came of them is in [chaos.md](../chaos.md#what-it-has-found).");
    }
  }

  private static String kind(String label) {
    return label.split(" ", 2)[0];
  }

  private static String seconds(List<Recovery> all, ToLongFunction<Recovery> of, int percent) {
    if (all.isEmpty()) {
      return "-";
    }
    long[] sorted = all.stream().mapToLong(of).toArray();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT, "%.1f s", sorted[(sorted.length - 1) * percent / 100] / 1_000.0);
  }

  private static String sum(List<RunResult> runs, ToLongFunction<RunResult> of) {
    return number(runs.stream().mapToLong(of).sum());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
