package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.plan.Scenario;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code run-local chaos}; chaos-help.txt explains them. */
@Command(name = "run-local chaos")
final class ChaosOptions {
  private static final String ALL = "all";

  @Option(names = "--scenario", paramLabel = "NAME")
  private String scenario = Scenario.MIXED.label();

  @Option(names = "--seed", paramLabel = "S")
  private @Nullable Long seed;

  @Option(names = "--orders", paramLabel = "N")
  private int orders = 400;

  @Option(names = "--runs", paramLabel = "K")
  private @Nullable Integer runs;

  @Option(names = "--minutes", paramLabel = "M")
  private @Nullable Double minutes;

  @Option(names = "--rate", paramLabel = "R")
  private @Nullable Double rate;

  @Option(names = "--runs-per-stack", paramLabel = "P")
  private int runsPerStack = 6;

  @Option(names = "--results", paramLabel = "FILE")
  private @Nullable Path results;

  @Option(names = "--summary", paramLabel = "FILE")
  private @Nullable Path summary;

  @Option(names = "--keep", paramLabel = "DIR")
  private @Nullable Path keep;

  @Option(names = {"--help", "-h"})
  private boolean help;

  private ChaosOptions() {}

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException naming the option, its value and the remedy
   */
  static ChaosOptions parse(String... arguments) {
    ChaosOptions options = new ChaosOptions();
    try {
      new CommandLine(options).parseArgs(arguments);
    } catch (CommandLine.ParameterException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
    options.check();
    return options;
  }

  private void check() {
    if (!scenario.equals(ALL) && Scenario.named(scenario).isEmpty()) {
      throw new IllegalArgumentException(
          "--scenario %s: use all or one of %s"
              .formatted(
                  scenario,
                  Arrays.stream(Scenario.values())
                      .map(Scenario::label)
                      .collect(Collectors.joining(", "))));
    }
    atLeast("--orders", orders, 40);
    atLeast("--runs-per-stack", runsPerStack, 1);
    if (runs != null) {
      atLeast("--runs", runs, 1);
    }
    if (minutes != null && !(minutes > 0)) {
      throw new IllegalArgumentException("--minutes " + minutes + ": must be more than 0");
    }
    if (rate != null && !(rate > 0)) {
      throw new IllegalArgumentException("--rate " + rate + ": must be more than 0");
    }
    if (summary != null && results == null) {
      throw new IllegalArgumentException("--summary: name the result file with --results, too");
    }
    if (seed == null) {
      seed = ThreadLocalRandom.current().nextLong(1_000_000);
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s %d: must be at least %d".formatted(name, value, least));
    }
  }

  /** The scenarios to go through, again and again. */
  List<Scenario> scenarios() {
    return scenario.equals(ALL)
        ? Scenario.rotation()
        : List.of(Scenario.named(scenario).orElseThrow());
  }

  /** Seed of the first run; each further one has the next. */
  long seed() {
    return seed == null ? 0 : seed;
  }

  int orders() {
    return orders;
  }

  /** Runs in all, those in the result file included; 1 unless minutes are given. */
  int runs() {
    if (runs != null) {
      return runs;
    }
    return minutes == null ? 1 : Integer.MAX_VALUE;
  }

  /** After how many minutes no further run is begun. */
  Optional<Double> minutes() {
    return Optional.ofNullable(minutes);
  }

  Optional<Double> rate() {
    return Optional.ofNullable(rate);
  }

  /** How many runs share the servers. */
  int runsPerStack() {
    return runsPerStack;
  }

  /** Where results are added to, or read from for the summary. */
  Optional<Path> results() {
    return Optional.ofNullable(results);
  }

  /** Where the summary of the results is written, instead of running anything. */
  Optional<Path> summary() {
    return Optional.ofNullable(summary);
  }

  /** Where histories and logs of good runs stay, too. */
  Optional<Path> keep() {
    return Optional.ofNullable(keep);
  }

  boolean help() {
    return help;
  }
}
