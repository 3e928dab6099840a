package dev.triggerbridge.local.system.crash.app;

import dev.triggerbridge.local.system.crash.mutation.MutationRun;
import dev.triggerbridge.local.system.crash.stack.Artifacts;
import dev.triggerbridge.local.system.crash.stack.CrashPointNames;
import dev.triggerbridge.local.system.crash.suite.PairSeries;
import dev.triggerbridge.local.system.crash.suite.PointSeries;
import dev.triggerbridge.local.system.crash.suite.ResultFile;
import dev.triggerbridge.local.system.crash.suite.Stacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The crash suite from the command line. */
@Command(
    name = "local-cloud/crash-suite",
    mixinStandardHelpOptions = true,
    description = {
      "Kills the processes of the order system at every named step, restarts them, lets everything"
          + " drain, and checks every invariant of ./run-local.",
      "Without an option: every point, one at a time. Exit status 0 if nothing was broken, 1 if"
          + " something was, 2 if the suite could not be run."
    })
public final class Main implements Callable<Integer> {
  /** Judging reads everything a stack has done: from about here on starting anew is faster. */
  private static final int PAIRS_PER_STACK = 20;

  private static final int SINGLES_PER_STACK = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--list", description = "print the points and end")
  private boolean list;

  @Option(names = "--pairs", description = "every unordered pair, the same point twice included")
  private boolean pairs;

  @Option(names = "--mutations", description = "every seeded mistake, and the control run without")
  private boolean mutations;

  @Option(
      names = "--mutation",
      paramLabel = "NAME",
      description = "one seeded mistake; repeat it for more")
  private List<String> chosen = List.of();

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "results of pairs; those in it are not run again (default: ${DEFAULT-VALUE})",
      defaultValue = "docs/results/crash-pairs.ndjson")
  private Path results = Path.of("");

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "end the pairs after this time; the next run goes on (default: never)")
  private long minutes = TimeUnit.DAYS.toMinutes(30);

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description =
          "points of a round of pairs (default: ${DEFAULT-VALUE}); 2 tries each pair by itself",
      defaultValue = "9")
  private int atOnce;

  @Option(
      names = "--of-a-process",
      paramLabel = "N",
      description = "how many of them are of the same process (default: ${DEFAULT-VALUE})",
      defaultValue = "3")
  private int ofProcess;

  private Main() {}

  /** Ends the JVM. */
  public static void main(String[] arguments) {
    // Before the first client starts: answers wait for the client's delayed acknowledgement
    // without.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.exit(
        new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed).execute(arguments));
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("crash-suite: " + failure);
    return 2;
  }

  @Override
  public Integer call() throws Exception {
    atLeastTwo("--at-once", atOnce);
    atLeastTwo("--of-a-process", ofProcess);
    Path home = Path.of(System.getProperty("triggerbridge.home", ".")).toAbsolutePath().normalize();
    List<String> points = CrashPointNames.read(home);
    if (list) {
      points.forEach(System.out::println);
      return 0;
    }
    Path folder = Files.createTempDirectory("triggerbridge-crash-");
    System.out.println("logs and state of broken rounds stay in " + folder);
    List<String> wrong =
        pairs
            ? pairs(home, folder, points)
            : mutations || !chosen.isEmpty()
                ? mutations(home, folder)
                : singles(home, folder, points);
    wrong.forEach(System.out::println);
    System.out.println(wrong.isEmpty() ? "Nothing was broken." : "Broken: see above.");
    return wrong.isEmpty() ? 0 : 1;
  }

  private void atLeastTwo(String option, int value) {
    if (value < 2) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "%s %d: a pair needs at least 2".formatted(option, value));
    }
  }

  private static List<String> singles(Path home, Path folder, List<String> points)
      throws Exception {
    try (Stacks stacks = new Stacks(home, Artifacts.packaged(home), folder, SINGLES_PER_STACK)) {
      return new PointSeries(stacks, points, System.out).run();
    }
  }

  private List<String> pairs(Path home, Path folder, List<String> points) throws Exception {
    ResultFile file = ResultFile.open(results, System.getProperty("triggerbridge.commit", ""));
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    Artifacts artifacts = Artifacts.packaged(home);
    try (Stacks one = new Stacks(home, artifacts, folder.resolve("one"), PAIRS_PER_STACK);
        Stacks other = new Stacks(home, artifacts, folder.resolve("other"), PAIRS_PER_STACK)) {
      new PairSeries(points, file, atOnce, ofProcess, end, System.out).run(List.of(one, other));
    }
    return file.wrong();
  }

  private List<String> mutations(Path home, Path folder) throws Exception {
    MutationRun run = new MutationRun(home, folder, System.out);
    List<String> wrong = new ArrayList<>(chosen.isEmpty() ? run.control() : List.of());
    for (String name : chosen.isEmpty() ? MutationRun.names() : chosen) {
      wrong.addAll(run.caught(name));
    }
    return wrong;
  }
}
