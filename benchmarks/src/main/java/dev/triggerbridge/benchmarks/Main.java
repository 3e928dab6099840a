package dev.triggerbridge.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks, a subcommand each. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measures the packaged bridge with real parts on this machine (Linux).",
    subcommands = {Comparison.class, Isolation.class, TracingCost.class, ColdStart.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:a subject failed", "2:wrong options"})
public final class Main {
  private Main() {}

  /** Ends the process with the exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }
}
